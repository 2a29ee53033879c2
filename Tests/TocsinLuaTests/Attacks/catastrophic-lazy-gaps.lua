-- trip: steps
return ('x'):rep(20000):find('.-.-.-.-b')
