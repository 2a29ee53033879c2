-- trip: steps
local n = "@" .. ("x"):rep(60000)
while true do pcall(load("error('x')", n)) load("x", n) load("(", n) end
