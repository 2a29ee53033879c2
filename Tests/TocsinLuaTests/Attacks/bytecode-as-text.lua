-- refused: runtime
assert(load('\27Lua\x54\0'))
