-- trip: steps
local t = {}
for i = 0, 62 do t[1 << i] = i end
while true do for i = 0, 62 do t[1 << i] = nil end for i = 0, 62 do t[1 << i] = i end local n = #t end
