-- trip: stack
local t = {}
setmetatable(t, { __tostring = function() return tostring(t) end })
return tostring(t)
