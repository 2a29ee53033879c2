-- trip: steps
local s = ('x'):rep(100000)
while true do for w in s:gmatch('()') do end end
