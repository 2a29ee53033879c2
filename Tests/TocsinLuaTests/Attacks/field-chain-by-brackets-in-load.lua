-- trip: steps
local s = "a"
for i = 1, 100 do s = "(" .. s .. (".x"):rep(190) .. ")" end
while true do load("local a = {} a.x = a return " .. s .. ".y.z") end
