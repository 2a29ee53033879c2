#include "host.h"
#include "library.h"
const luaL_Reg string_functions[] = {{NULL, NULL}};
const luaL_Reg table_functions[] = {{NULL, NULL}};
const luaL_Reg utf8_functions[] = {{NULL, NULL}};
