-- trip: steps
local t = {}
for i = 1, 200000 do t["k" .. i] = i end
while true do next(t) next(t, "k5") end
