-- trip: steps
local t = {}
for i = 1, 60000 do t[i] = i end
while true do math.max(table.unpack(t)) end
