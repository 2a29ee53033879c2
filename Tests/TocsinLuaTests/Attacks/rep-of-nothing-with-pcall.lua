-- trip: steps
while true do pcall(string.rep, '', 1 << 62) end
