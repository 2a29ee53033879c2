-- refused: runtime
assert(load(('goto a '):rep(9000) .. 'local x ::a:: print(x)'))
