-- trip: stack
local f = function() end
for i = 1, 4000 do f = setmetatable({}, { __call = f }) end
while true do f() end
