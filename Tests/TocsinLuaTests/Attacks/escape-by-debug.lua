-- refused: runtime
return debug.getregistry()
