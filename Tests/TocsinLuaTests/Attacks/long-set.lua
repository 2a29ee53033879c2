-- trip: steps
local set = '[' .. ('a'):rep(50000) .. ']'
local s = ('b'):rep(100000)
while true do s:find(set) end
