-- trip: steps
local n = 0
while true do n = 0 load(function() n = n + 1 if n > 60000 then return nil end return " " end) end
