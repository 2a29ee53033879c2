#include "c_tocsin_lua.h"
int c_tocsin_lua_placeholder(void) { return 0; }
