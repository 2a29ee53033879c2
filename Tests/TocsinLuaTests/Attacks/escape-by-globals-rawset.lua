-- refused: runtime
rawset(_G, 'tostring', error)
