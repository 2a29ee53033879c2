-- trip: memory
local all = {}
for i = 1, 1e9 do
  local c = coroutine.wrap(function() local a, b, c, d, e, f = {}, {}, {}, {}, {}, {} coroutine.yield(function() return a, b, c, d, e, f end) end)
  all[#all + 1] = c
  all[#all + 1] = c()
end
