-- trip: steps
local co = coroutine.wrap(function()
  while true do pcall(table.sort, { 3, 2, 1 }, coroutine.yield) pcall(string.gsub, "abc", ".", coroutine.yield) pcall(load, coroutine.yield) end
end)
while true do co() end
