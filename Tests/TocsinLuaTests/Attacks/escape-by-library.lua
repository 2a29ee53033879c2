-- refused: runtime
string.format = function() return 'mine' end
