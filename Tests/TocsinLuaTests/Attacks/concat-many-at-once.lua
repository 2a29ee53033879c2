-- trip: string
local s = ('x'):rep(10000)
local a = s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s .. s
local b = a .. a .. a .. a .. a .. a .. a .. a
return b
