-- refused: syntax
local _ENV = { }
x = 1
