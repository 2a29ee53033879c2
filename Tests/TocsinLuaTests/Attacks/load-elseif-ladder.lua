-- trip: steps
local s = "local x if x then " .. ("elseif x then "):rep(4500) .. "end"
assert(load(s))
while true do load(s) end
