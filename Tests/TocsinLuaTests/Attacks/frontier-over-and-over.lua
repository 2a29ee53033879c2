-- trip: steps
local s = ('a'):rep(500000)
while true do s:find('%f[%W]b') end
