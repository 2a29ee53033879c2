-- refused: runtime
local mt = { __call = function() end }
local t = setmetatable({}, mt)
rawset(mt, "__call", t)
for i = 1, 100 do pcall(t) end
error("nothing happened")
