-- trip: steps
local t = setmetatable({}, { __name = ("N"):rep(1000000) })
while true do pcall(string.rep, t) pcall(tostring, t) pcall(function() return t + 1 end) end
