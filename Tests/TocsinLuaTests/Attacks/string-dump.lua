-- refused: runtime
return load(string.dump(function() end))
