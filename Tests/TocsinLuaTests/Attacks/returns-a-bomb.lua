-- trip: memory
-- Thirty levels of tables that hold each other twice: 2^30 values to copy.
local t = {}
for i = 1, 30 do t = { t, t } end
return t
