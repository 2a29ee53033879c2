-- trip: steps
local s = ("a"):rep(40)
s:find(("(a*)"):rep(32) .. "b")
