-- trip: steps
local s = ("x"):rep(1000)
while true do
  s:find("x", math.mininteger) s:find("x", math.maxinteger, true) s:find("", math.maxinteger) s:match("x*", math.mininteger)
  s:byte(math.mininteger, math.maxinteger) s:sub(math.mininteger, math.maxinteger)
end
