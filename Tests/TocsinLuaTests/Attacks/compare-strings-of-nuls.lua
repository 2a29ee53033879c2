-- trip: time
local a, b = ('\0'):rep(1000000) .. 'a', ('\0'):rep(1000000) .. 'b'
local n = 0
while true do if a < b then n = n + 1 end end
