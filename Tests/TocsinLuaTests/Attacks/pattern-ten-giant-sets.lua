-- trip: steps
local p = ("[" .. ("xyz%a"):rep(1000) .. "]-"):rep(10) .. "!"
local s = ("a"):rep(10000)
s:find(p)
