-- trip: steps
local t = setmetatable({}, { __name = ('n'):rep(100000) })
while true do pcall(function() return t + 1 end) end
