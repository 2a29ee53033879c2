-- trip: memory
local kept = {}
while true do pcall(function() for i = 1, 1000 do kept[#kept + 1] = ("x"):rep(1000) .. #kept end end) end
