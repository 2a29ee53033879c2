int c_tocsin_lua_placeholder(void);
