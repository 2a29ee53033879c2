-- trip: steps
local source = 'local a = {} return a' .. ('.b'):rep(30000)
while true do load(source) end
