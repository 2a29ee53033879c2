-- trip: steps
while true do pcall(select, math.mininteger) pcall(select, math.maxinteger, 1) pcall(select, -1) pcall(select, 1 << 32, 1, 2) pcall(select, 0) end
