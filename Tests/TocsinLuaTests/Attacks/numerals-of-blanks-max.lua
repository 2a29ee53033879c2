-- trip: steps
local s = (" "):rep(1000000) .. "1"
local t = {}
for i = 1, 60000 do t[i] = s end
while true do math.max(table.unpack(t)) end
