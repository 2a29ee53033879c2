-- refused: runtime
-- An honest header, then nonsense: it must not come near the undumper.
assert(load('\27Lua\x54\0\x19\x93\r\n\x1a\n\4\8\8' .. ('\255'):rep(200), 'x', 'b'))
