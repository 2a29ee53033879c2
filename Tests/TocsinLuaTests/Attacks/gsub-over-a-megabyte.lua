-- trip: steps
local s = ('ab '):rep(300000)
for _ = 1, 100 do s:gsub('%a', 'x') end
