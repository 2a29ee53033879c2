-- trip: source
return load(('x = 1 '):rep(20000))
