-- trip: source
assert(load(('return function() '):rep(3000) .. ('end '):rep(3000)))
