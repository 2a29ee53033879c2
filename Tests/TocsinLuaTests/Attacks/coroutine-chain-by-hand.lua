-- trip: memory
-- Twenty thousand suspended coroutines, each holding the next.
local next_one
for i = 1, 1e7 do
  local held = next_one
  next_one = coroutine.create(function() coroutine.yield(held) end)
  coroutine.resume(next_one)
end
