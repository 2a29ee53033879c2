-- trip: stack
local function handler(m) return xpcall(error, handler, m) end
xpcall(error, handler, "x")
