-- trip: steps
local s = "while true do " .. ("if x then break end "):rep(3000) .. "end"
assert(load(s))
while true do load(s) end
