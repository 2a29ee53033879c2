-- refused: runtime
local mt = {}
setmetatable({}, mt)
mt.__gc = function() while true do end end
