-- trip: steps
local t = { 1 }
while true do table.move(t, 1, 1000000, 2) end
