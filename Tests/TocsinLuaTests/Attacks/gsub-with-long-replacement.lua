-- trip: string
local s, r = ('x'):rep(1000), ('y'):rep(10000)
return s:gsub('x', r)
