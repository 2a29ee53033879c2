-- trip: time
local s = (' '):rep(1000000)
while true do tonumber(s) end
