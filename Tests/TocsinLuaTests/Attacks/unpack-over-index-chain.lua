-- trip: time
local t = {}
for i = 1, 1900 do t = setmetatable({}, { __index = t }) end
while true do table.unpack(t, 1, 65000) end
