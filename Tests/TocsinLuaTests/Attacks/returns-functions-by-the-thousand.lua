-- trip: memory
local all = {}
for i = 1, 400000 do all[i] = function() return i end end
return all
