-- trip: steps
local t = {}
for i = 1, 300000 do t[i] = i end
for i = 2, 299999 do t[i] = nil end
while true do local n = #t t[n + 1] = nil end
