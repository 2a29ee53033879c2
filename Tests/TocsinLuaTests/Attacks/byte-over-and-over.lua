-- trip: steps
local s = ('x'):rep(60000)
while true do s:byte(1, -1) end
