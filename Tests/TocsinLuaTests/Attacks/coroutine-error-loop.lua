-- trip: steps
while true do
  local co = coroutine.create(function() error({}) end)
  coroutine.resume(co)
end
