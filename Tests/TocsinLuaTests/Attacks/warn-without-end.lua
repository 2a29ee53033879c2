-- trip: log
while true do warn('x') end
