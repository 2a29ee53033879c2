-- trip: stack
local mt = {} local t = setmetatable({}, mt) mt.__tostring = function(x) pcall(tostring, x) pcall(tostring, x) return '' end tostring(t)
