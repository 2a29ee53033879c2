-- refused: runtime
local name = "=" .. ("n"):rep(1000000)
load("local function g(n) if n == 0 then error('deep') end return 1 + g(n - 1) end g(20)", name)()
