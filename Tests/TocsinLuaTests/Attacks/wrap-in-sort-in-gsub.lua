-- trip: steps
local function hide()
  table.sort({ 3, 1, 2 }, function()
    ("x"):gsub("x", function() coroutine.wrap(function() pcall(function() while true do end end) end)() end)
  end)
end
while true do pcall(hide) end
