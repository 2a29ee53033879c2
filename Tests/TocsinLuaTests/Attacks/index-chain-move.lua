-- trip: time
local t = {}
for i = 1, 1900 do t = setmetatable({}, { __index = t }) end
while true do table.move(t, 1, 250, 1, {}) table.concat(t, "", 1, 0) rawequal(t, t) end
