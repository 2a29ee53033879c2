-- trip: stack
local function again(s) return (s:gsub(".", again)) end
again("abc")
