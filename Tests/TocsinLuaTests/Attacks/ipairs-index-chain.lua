-- trip: time
local t = setmetatable({}, { __index = function(t, k) return k end })
for i = 1, 1900 do t = setmetatable({}, { __index = t }) end
for i in ipairs(t) do end
