-- trip: steps
while true do load('local a = 1 return a') end
