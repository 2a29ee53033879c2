-- trip: stack
local f = function() end
for i = 1, 300 do f = coroutine.wrap(f) end
local function g() return coroutine.wrap(g)() end
return g()
