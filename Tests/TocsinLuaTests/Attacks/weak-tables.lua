-- refused: runtime
local cache = setmetatable({}, { __mode = 'k' })
for i = 1, 1e6 do cache[{}] = { i } end
