-- trip: steps
while true do for a in ("abc"):gmatch(".", math.mininteger) do end for a in ("abc"):gmatch(".", math.maxinteger) do end end
