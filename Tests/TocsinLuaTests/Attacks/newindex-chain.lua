-- trip: steps
local t = setmetatable({}, { __newindex = function(t, k, v) for i = 1, 1e9 do end end })
t.x = 1
