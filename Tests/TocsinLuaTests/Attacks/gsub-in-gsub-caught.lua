-- trip: stack
local function again(s) local ok, r = pcall(string.gsub, s, ".", again) return r end
again("abc")
