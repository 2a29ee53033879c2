-- refused: runtime
local t <close> = setmetatable({}, { __close = function() while true do end end })
