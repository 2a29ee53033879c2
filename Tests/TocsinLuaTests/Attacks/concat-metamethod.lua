-- refused: runtime
local t = setmetatable({}, { __concat = function(a, b) return a end })
local s = 'x' .. t .. 'y'
