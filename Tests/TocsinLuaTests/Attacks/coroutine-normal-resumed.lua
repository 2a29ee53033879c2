-- trip: steps
local outer
outer = coroutine.create(function()
  while true do
    local inner = coroutine.create(function() return coroutine.resume(outer, table.unpack({}, 1, 2000)) end)
    coroutine.resume(inner)
  end
end)
coroutine.resume(outer)
