-- trip: steps
local s = "return " .. ("9"):rep(60000)
assert(load(s))
while true do load(s) end
