-- trip: log
while true do print('x') end
