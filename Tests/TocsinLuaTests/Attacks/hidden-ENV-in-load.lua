-- refused: runtime
local f = assert(load("local s = 'a\\\r\n' return _ENV --'"))
f()
