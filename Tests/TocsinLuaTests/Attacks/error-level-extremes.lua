-- trip: steps
while true do pcall(error, "x", math.maxinteger) pcall(error, "x", math.mininteger) pcall(error, "x", 1 << 31) pcall(error, "x", -1) end
