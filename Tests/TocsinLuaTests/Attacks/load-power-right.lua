-- trip: stack
assert(load('return ' .. ('2^'):rep(30000) .. '2'))
