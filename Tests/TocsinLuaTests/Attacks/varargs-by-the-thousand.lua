-- trip: time
local t = {}
for i = 1, 60000 do t[i] = i end
local function f(...) return select('#', ...) end
local function g(...) while true do f(...) end end
g(table.unpack(t))
