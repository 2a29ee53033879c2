-- refused: require
require '/etc/passwd'
