-- trip: memory
local function eat() local t = {} while true do t = { t, t, t } end end
while true do pcall(eat) coroutine.wrap(function() pcall(eat) end)() end
