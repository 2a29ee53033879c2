-- trip: steps
local s = ('é'):rep(200000)
while true do for p, c in utf8.codes(s) do end end
