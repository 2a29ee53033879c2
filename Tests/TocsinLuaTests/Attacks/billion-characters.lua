-- trip: string
return ('x'):rep(1e9)
