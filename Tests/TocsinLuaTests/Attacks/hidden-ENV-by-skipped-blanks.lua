-- refused: syntax
local s = "a\z 
" local x = _ENV --"
