-- trip: stack
local t = {}
setmetatable(t, { __pairs = function(x) return pairs(x) end })
pairs(t)
