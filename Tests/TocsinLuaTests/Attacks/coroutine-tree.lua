-- trip: stack
local function grow(n)
  local made = {}
  for i = 1, 8 do made[i] = coroutine.wrap(function() coroutine.yield() grow(n + 1) end) made[i]() end
  for i = 1, 8 do made[i]() end
end
grow(1)
