-- refused: require
require '\xff\xfe'
