-- trip: string
local t = {}
for i = 1, 200000 do t[i] = 'abcdefgh' end
return table.concat(t, ', ')
