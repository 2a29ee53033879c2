-- refused: runtime
load('leak = 1')()
