-- trip: time
local a = ('x'):rep(1000000)
local b = ('x'):rep(999999) .. 'x'
while true do local c = a == b end
