-- trip: memory
local function f(x) return function() return x end end local g = print while true do g = f(g) end
