-- trip: steps
while true do end
