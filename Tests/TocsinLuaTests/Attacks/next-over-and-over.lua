-- trip: steps
local t, u = {}, {}
for i = 1, 20000 do t['k' .. i] = i u['k' .. i] = i end
local k = next(t)
while true do next(t, k) next(u, k) end
