-- trip: steps
local t = {}
for i = 1, 400 do t[("k"):rep(50000) .. i] = true end
while true do for k in pairs(t) do end end
