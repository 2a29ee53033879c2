/// The replaced functions, file by file.
#ifndef C_TOCSIN_LUA_LIBRARY_H
#define C_TOCSIN_LUA_LIBRARY_H

#include "host.h"

// base.c
int base_tostring(lua_State *L);
int base_print(lua_State *L);
int base_warn(lua_State *L);
int base_pcall(lua_State *L);
int base_xpcall(lua_State *L);
int base_load(lua_State *L);
int base_require(lua_State *L);

// metatables.c
int base_setmetatable(lua_State *L);
int base_getmetatable(lua_State *L);
int base_rawget(lua_State *L);
int base_rawlen(lua_State *L);
int base_rawset(lua_State *L);
void push_guard(lua_State *L);
void push_metatable(lua_State *L, int index);
void give_metatable(lua_State *L, int index);
int is_guarded(lua_State *L, int index);

// order.c
int base_next(lua_State *L);
int base_pairs(lua_State *L);

// coroutines.c
extern const luaL_Reg coroutine_functions[];

// random.c
int math_random(lua_State *L);
int math_randomseed(lua_State *L);
void seed_random(c_tocsin_lua *host, uint64_t first, uint64_t second);

// sandbox.c
int load_chunk(lua_State *L, const char *source, size_t count, const char *name, int environment);

// matching.c
int string_find(lua_State *L);
int string_match(lua_State *L);
int string_gmatch(lua_State *L);
int string_gsub(lua_State *L);

// numerals.c
int math_max(lua_State *L);
int math_min(lua_State *L);
int string_char(lua_State *L);
int utf8_char(lua_State *L);

// strings.c
extern const luaL_Reg string_functions[];
extern const luaL_Reg utf8_functions[];

// tables.c
extern const luaL_Reg table_functions[];

#endif
