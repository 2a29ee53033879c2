-- refused: runtime
setmetatable(_G, { __newindex = rawset })
