-- trip: steps
local names = {}
for i = 1, 190 do names[i] = "a" .. i end
local source = "local " .. table.concat(names, ",") .. "\n" .. ("return function() "):rep(90) .. "return a1, a2, a3 " .. ("end "):rep(90)
while true do load(source) end
