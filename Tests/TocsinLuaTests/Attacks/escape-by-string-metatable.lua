-- refused: runtime
getmetatable('').__index = function() end
