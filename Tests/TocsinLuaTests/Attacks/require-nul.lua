-- refused: require
require 'a\0b'
