-- refused: runtime
local a = setmetatable({}, { __concat = function(a, b) return a .. b end }) return a .. a
