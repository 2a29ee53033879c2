-- trip: steps
local f = ("%99.99f"):rep(300)
local t = {}
for i = 1, 300 do t[i] = 1e308 end
while true do string.format(f, table.unpack(t)) end
