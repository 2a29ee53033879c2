-- trip: steps
local s = ("\u{7FFFFFFF}"):rep(150000)
while true do utf8.len(s, 1, -1, true) utf8.offset(s, 100000) utf8.codepoint(s, 1, 1, true) end
