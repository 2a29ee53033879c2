-- refused: runtime
return os.execute('true')
