-- trip: time
local t = {}
for i = 1, 1900 do t = setmetatable({}, { __newindex = t }) end
while true do table.move({}, 1, 1 << 40, 1, t) end
