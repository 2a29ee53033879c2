-- trip: steps
local s = ('x'):rep(3000)
return s:match('.*.*.*.*.*.*.*.*y')
