-- refused: require
return require('../../etc/passwd')
