-- trip: string
local out = {}
for i = 1, 200 do out[i] = 0x7FFFFFFF end
local s = utf8.char(table.unpack(out))
return s:rep(2000)
