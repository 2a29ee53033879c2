-- trip: steps
local s = 'return "' .. ("\\u{7FFFFFFF}"):rep(5000) .. '"'
assert(load(s))
while true do load(s) end
