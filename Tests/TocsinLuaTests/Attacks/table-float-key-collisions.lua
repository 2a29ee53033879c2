-- trip: memory
local t = {}
for i = 1, 2^53, 2^20 do t[i + 0.5] = i end
