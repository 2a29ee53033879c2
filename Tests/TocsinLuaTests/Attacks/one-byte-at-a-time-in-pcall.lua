-- trip: steps
local s = ''
while true do pcall(function() s = s .. 'x' end) end
