-- trip: memory
local all = {} while true do local a, b, c all[#all + 1] = function() return a, b, c end end
