-- trip: string
local s = setmetatable({}, { __tostring = function() return ("x"):rep(200000) end })
while true do string.format(("%s"):rep(10), s, s, s, s, s, s, s, s, s, s) end
