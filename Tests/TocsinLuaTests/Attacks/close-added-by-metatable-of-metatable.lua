-- refused: runtime
local mt = {}
setmetatable(mt, { __newindex = function(t, k, v) rawset(t, k, v) end })
local x = setmetatable({}, mt)
mt.__close = function() while true do end end
local function f() local y <close> = x end
f()
