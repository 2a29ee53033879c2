-- trip: steps
local s, p = ('a'):rep(500000), ('a'):rep(250000) .. 'b'
while true do s:find(p, 1, true) end
