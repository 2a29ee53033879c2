-- trip: steps
local s = ('x'):rep(500000)
local t = setmetatable({}, { __index = function(_, k) return k end })
while true do s:gsub('.', t) end
