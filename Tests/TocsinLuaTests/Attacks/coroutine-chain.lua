-- trip: stack
local function deep(n)
  if n == 0 then return 0 end
  return coroutine.wrap(deep)(n - 1) + 1
end
return deep(20000)
