-- refused: runtime
table.concat({}, '', math.mininteger, math.mininteger + 5)
