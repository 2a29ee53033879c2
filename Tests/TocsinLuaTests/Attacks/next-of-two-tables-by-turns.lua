-- trip: steps
local a, b = {}, {}
for i = 1, 2000 do a["k" .. i] = i b["k" .. i] = i end
local i, k
while true do i = next(a, i) k = next(b, k) end
