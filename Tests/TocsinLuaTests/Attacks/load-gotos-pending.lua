-- trip: steps
local s = ("do "):rep(150) .. ("goto a "):rep(9000) .. ("local x end "):rep(150) .. "::a::"
assert(load(s))
while true do load(s) end
