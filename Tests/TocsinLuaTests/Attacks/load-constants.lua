-- trip: steps
local parts = {}
for i = 1, 9000 do parts[#parts + 1] = i .. ".5" end
local s = "return {" .. table.concat(parts, ",") .. "}"
assert(load(s))
while true do load(s) end
