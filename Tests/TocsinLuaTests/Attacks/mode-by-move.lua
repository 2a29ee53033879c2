-- refused: runtime
local mt = setmetatable({}, {})
local o = setmetatable({}, mt)
table.move({ "k" }, 1, 1, 1, setmetatable({}, { __newindex = function(_, _, v) mt["__mode"] = v end }))
