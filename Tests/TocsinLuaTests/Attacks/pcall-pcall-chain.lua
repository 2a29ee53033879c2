-- trip: stack
local a = {}
for i = 1, 60000 do a[i] = pcall end
while true do pcall(table.unpack(a)) end
