-- trip: steps
while true do pcall(require, 'nothing.here') end
