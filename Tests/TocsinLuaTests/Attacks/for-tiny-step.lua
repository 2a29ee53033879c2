-- trip: steps
for i = 1.0, 2.0, 2^-60 do end
