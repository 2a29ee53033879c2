-- trip: steps
for i = math.maxinteger - 1, math.maxinteger do for j = math.mininteger, math.maxinteger, math.maxinteger do end end for i = 1, math.huge do end
