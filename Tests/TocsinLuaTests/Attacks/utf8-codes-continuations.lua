-- trip: time
local s = "a" .. ("\x80"):rep(900000)
while true do pcall(function() for p, c in utf8.codes(s) do end end) end
