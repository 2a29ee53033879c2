-- trip: stack
local function h(m) error(m) end
local function f() return xpcall(error, function(m) return f() end) end
return f()
