-- trip: steps
local function work()
  local co = coroutine.wrap(function() while true do coroutine.yield("x") end end)
  return (("a"):rep(10):gsub(".", function() return co() end))
end
local t = {}
for i = 1, 1000 do t[i] = i end
while true do table.sort(t, function(a, b) work() return a < b end) end
