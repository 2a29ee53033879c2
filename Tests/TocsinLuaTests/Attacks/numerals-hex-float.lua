-- trip: time
local s = "0x" .. ("f"):rep(60000) .. "p1"
while true do local n = s + s + s + s + s + s end
