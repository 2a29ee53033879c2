-- refused: runtime
local e
e = setmetatable({}, { __tostring = function() return tostring(e) end })
error(e)
