-- refused: runtime
table.insert(string, 'x')
