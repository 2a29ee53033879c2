-- trip: memory
local keep = {}
while true do
  pcall(function() local t = {} for i = 1, 1e8 do t[i] = { i } keep = t end end)
end
