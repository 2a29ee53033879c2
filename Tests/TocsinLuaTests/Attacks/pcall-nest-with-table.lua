-- trip: stack
local t = setmetatable({}, { __call = function(self) return pcall(self) end })
return t()
