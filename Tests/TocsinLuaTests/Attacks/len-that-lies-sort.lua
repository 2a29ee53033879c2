-- trip: steps
local t = setmetatable({}, { __len = function() return (1 << 31) - 10 end, __index = function(_, k) return k end })
table.sort(t)
