-- trip: steps
local function deep(n)
  return coroutine.wrap(function() if n == 0 then error(("x"):rep(4000)) end deep(n - 1)() end)
end
while true do pcall(deep(150)) end
