-- trip: steps
local parts = {}
for i = 1, 2000 do parts[#parts + 1] = "do goto l" .. i .. " end" end
for i = 1, 2000 do parts[#parts + 1] = "::l" .. i .. "::" end
local source = table.concat(parts, " ")
while true do load(source) end
