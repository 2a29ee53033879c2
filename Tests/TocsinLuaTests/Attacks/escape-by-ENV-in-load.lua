-- refused: runtime
assert(load('local _ENV <const> = { } return x'))
