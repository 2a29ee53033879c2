-- trip: stack
local t = setmetatable({}, { __index = rawget, __newindex = rawset, __call = select, __len = next, __eq = rawequal, __tostring = tostring, __unm = pcall, __lt = pcall, __le = xpcall })
local x = -t
local ok = t < t
tostring(t)
