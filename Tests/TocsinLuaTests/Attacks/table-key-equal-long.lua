-- trip: time
local t = {}
local a = ("x"):rep(65000)
t[a .. "1"] = 1
while true do local x = t[a .. "1"] end
