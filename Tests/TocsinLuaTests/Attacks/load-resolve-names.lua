-- trip: time
local parts = {}
for i = 1, 80 do parts[#parts + 1] = "local function f()local a" .. (",a"):rep(190) end
parts[#parts + 1] = " return {" .. ("b,"):rep(15000) .. "}"
for i = 1, 80 do parts[#parts + 1] = " end" end
local s = table.concat(parts)
assert(load(s))
while true do load(s) end
