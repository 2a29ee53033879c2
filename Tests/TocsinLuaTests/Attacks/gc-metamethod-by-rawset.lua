-- refused: runtime
local mt = {}
setmetatable({}, mt)
rawset(mt, '__gc', function() while true do end end)
