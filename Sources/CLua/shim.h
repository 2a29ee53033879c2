// The system's Lua 5.4. Only CTocsinLua may include this box.
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
