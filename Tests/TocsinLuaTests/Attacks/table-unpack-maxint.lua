-- trip: steps
while true do table.unpack({}, math.maxinteger - 1, math.maxinteger) table.unpack({}, math.mininteger, math.mininteger + 1) end
