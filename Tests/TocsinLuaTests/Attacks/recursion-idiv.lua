-- trip: stack
local mt = {}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
mt.__idiv = function() return (a // b) end
local x = a // b
