-- refused: runtime
local f = load('x = 1', 'x', 't', { })
f()
