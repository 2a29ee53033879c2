-- trip: memory
local all = {}
::top::
local x = {}
all[#all + 1] = function() return x end
goto top
