-- refused: syntax
-- a comment that ends at the next signlocal x = _ENV
