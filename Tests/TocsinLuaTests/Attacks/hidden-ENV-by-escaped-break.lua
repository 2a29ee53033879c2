-- refused: syntax
local s = "a\
" local x = _ENV --"
local y = x.string
