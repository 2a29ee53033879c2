-- trip: stack
local function h(e) return select(2, xpcall(error, h, e)) end
xpcall(error, h, "x")
