-- trip: steps
local s = 'return ' .. ('1 + '):rep(15000) .. '1'
while true do load(s) end
