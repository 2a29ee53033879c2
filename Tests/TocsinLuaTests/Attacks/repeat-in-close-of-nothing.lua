-- trip: steps
local function forever() local x <close> = nil repeat until false end
pcall(coroutine.wrap(forever))
