-- trip: steps
while true do pcall(math.random, math.mininteger, math.maxinteger) pcall(math.random, 0) local x = math.mininteger // -1, math.mininteger % -1, math.tointeger(2^63), math.abs(math.mininteger), math.fmod(math.mininteger, -1), math.ult(1, -1) end
