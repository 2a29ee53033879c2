-- refused: runtime
return io.open('/etc/passwd')
