-- refused: runtime
local e = setmetatable({}, { __tostring = function() error('no') end })
error(e)
