-- refused: runtime
coroutine.yield(1)
