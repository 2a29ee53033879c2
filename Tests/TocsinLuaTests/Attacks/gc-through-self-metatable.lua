-- refused: runtime
local mt = {} mt.__index = mt
setmetatable(mt, mt)
for k in pairs({ a = 1 }) do rawset(mt, "__" .. "gc", function() while true do end end) end
