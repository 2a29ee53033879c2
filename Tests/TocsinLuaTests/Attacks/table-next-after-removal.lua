-- trip: steps
local t = {}
for i = 1, 1000 do t["k" .. i] = i end
while true do local k = next(t) while k do local n = next(t, k) t[k] = nil t[k .. "x"] = 1 k = n end end
