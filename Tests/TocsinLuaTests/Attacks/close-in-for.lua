-- refused: runtime
for i in function() end, nil, nil, setmetatable({}, { __index = function() return print end }) do end
