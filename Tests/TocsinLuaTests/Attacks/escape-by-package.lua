-- refused: runtime
return package.loaded
