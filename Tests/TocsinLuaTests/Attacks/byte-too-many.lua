-- refused: runtime
return ('x'):rep(900000):byte(1, -1)
