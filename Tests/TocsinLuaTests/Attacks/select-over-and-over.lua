-- trip: time
local t = {}
for i = 1, 50000 do t[i] = i end
local function g(...) while true do select(2, ...) end end
g(table.unpack(t))
