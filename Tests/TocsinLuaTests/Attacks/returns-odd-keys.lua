-- trip: steps
local t = {}
for i = 1, 200000 do t[i + 0.5] = true end
local r = {}
for i = 1, 100000 do r[i] = t end
return r
