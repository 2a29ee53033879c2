-- trip: memory
local t = {}
local i = 1
while true do t[i] = true i = i * 3 % 9223372036854775807 t[-i] = i end
