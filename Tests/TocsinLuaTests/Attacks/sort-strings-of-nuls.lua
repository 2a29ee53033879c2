-- trip: steps
local t = {}
local s = ('\0'):rep(900000)
for i = 1, 30 do t[i] = s .. i end
for i = 1, 1e9 do table.sort(t, nil) t[1], t[30] = t[30], t[1] end
