-- trip: time
local s = (" "):rep(60000) .. "1"
local n = 0
while true do n = n + s + s + s + s + s + s + s + s end
