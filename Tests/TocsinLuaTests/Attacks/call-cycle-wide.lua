-- refused: runtime
local mt = {}
local t = setmetatable({}, mt)
mt.__call = t
local args = {}
for i = 1, 60000 do args[i] = i end
t(table.unpack(args))
