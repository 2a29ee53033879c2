-- trip: steps
while true do coroutine.wrap(function() local x = 0 for i = 1, 900 do x = x + i end end)() end
