-- refused: runtime
local mt = setmetatable({}, { __index = { __close = function() while true do end end } })
local x <close> = setmetatable({}, mt)
