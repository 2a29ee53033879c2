-- trip: stack
assert(load(('('):rep(10000) .. '1' .. (')'):rep(10000)))
