-- trip: steps
local s = ("x"):rep(900000)
local function f() error(s) end
while true do pcall(f) end
