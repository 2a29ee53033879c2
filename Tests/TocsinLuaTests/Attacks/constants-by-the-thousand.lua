-- trip: steps
local parts = {}
for i = 1, 5000 do parts[i] = i .. ".5" end
local source = "return {" .. table.concat(parts, ",") .. "}"
while true do load(source) end
