-- trip: memory
local l = nil while true do l = { next = l } end
