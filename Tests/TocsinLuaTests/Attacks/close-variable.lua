-- refused: runtime
local function f()
  local x <close> = setmetatable({}, { __close = function() while true do end end })
end
f()
