-- trip: time
local s = "local x return " .. ("x and x or "):rep(5900) .. "x"
assert(load(s))
while true do load(s) end
