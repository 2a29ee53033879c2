-- trip: steps
local t = setmetatable({}, { __pairs = function(t) return function() return 1 end end })
for k in pairs(t) do end
