-- trip: stack
local function reader() return load(reader) end
reader = function() load(reader) return nil end
local function r() load(r) end
load(r)
