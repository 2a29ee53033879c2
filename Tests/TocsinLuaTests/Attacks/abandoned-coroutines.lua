-- trip: steps
while true do
  local co = coroutine.wrap(function(...) local t = { ... } pcall(function() coroutine.yield(#t) end) while true do coroutine.yield() end end)
  co(1, 2, 3) co()
end
