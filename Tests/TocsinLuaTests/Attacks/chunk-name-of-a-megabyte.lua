-- trip: steps
local name = "@" .. ("x"):rep(1000000)
local f = load("local function g(n) if n == 0 then error('deep') end return 1 + g(n - 1) end g(20)", name)
pcall(f)
while true do f = load("error('again')", name) pcall(f) end
