-- refused: runtime
local n = 0
assert(load(function() n = n + 1 return ({ '\27', 'Lua', '\x54' })[n] end))
