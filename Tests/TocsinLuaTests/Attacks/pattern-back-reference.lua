-- trip: steps
local s = ("a"):rep(50000)
s:find("^(.-)(.-)%1%2b")
