-- trip: steps
local t = {}
for i = 1, 100000 do t[i] = i end
while true do
  for i = 1, 4 do t["k" .. i] = 1 end
  for i = 1, 4 do t["k" .. i] = nil end
  t[{}] = 1
  for k in next, t, 100000 do t[k] = nil end
end
