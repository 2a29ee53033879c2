-- trip: memory
local t = {}
for i = 1, 1e7 do t["key number " .. i] = true end
