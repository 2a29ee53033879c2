-- refused: runtime
local co
co = coroutine.wrap(function() return co() end)
return co()
