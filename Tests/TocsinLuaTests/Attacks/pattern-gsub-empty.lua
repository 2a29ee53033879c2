-- trip: time
local s = ("a"):rep(500000)
while true do s:gsub("", "") end
