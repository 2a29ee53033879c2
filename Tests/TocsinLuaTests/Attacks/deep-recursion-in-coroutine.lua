-- trip: memory
local function f() return 1 + f() end coroutine.wrap(f)()
