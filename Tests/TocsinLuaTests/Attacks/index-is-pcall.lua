-- trip: stack
local mt = {}
mt.__index = function(t, k) return pcall(function() return t[k] end) end
while true do local x = setmetatable({}, mt).x end
