-- trip: steps
local main = coroutine.running()
while true do
  coroutine.wrap(function() coroutine.resume(main) coroutine.resume(coroutine.running()) end)()
end
