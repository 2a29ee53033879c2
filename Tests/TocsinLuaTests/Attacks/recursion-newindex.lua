-- trip: stack
local mt = {}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
mt.__newindex = function() return (rawequal((function() a.x = 1 end)(), 1)) end
local x = rawequal((function() a.x = 1 end)(), 1)
