-- trip: steps
local s = ('é'):rep(200000)
while true do utf8.len(s) end
