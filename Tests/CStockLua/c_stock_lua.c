#include "c_stock_lua.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

static int run(lua_State *L) {
    luaL_openlibs(L);
    const char *source = lua_touserdata(L, 1);
    size_t count = (size_t)lua_tointeger(L, 2);
    lua_settop(L, 0);
    if (luaL_loadbufferx(L, source, count, "@program.lua", "t") != LUA_OK) return lua_error(L);
    lua_call(L, 0, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (lua_Integer i = 1; lua_geti(L, 1, i) != LUA_TNIL; i++) {
        luaL_addvalue(&b);
        luaL_addlstring(&b, "\n\1\n", 3);
    }
    lua_pop(L, 1);
    luaL_pushresult(&b);
    return 1;
}

char *c_stock_lua_run(const char *source, size_t count, size_t *length) {
    lua_State *L = luaL_newstate();
    if (!L) abort();
    lua_pushcfunction(L, run);
    lua_pushlightuserdata(L, (void *)source);
    lua_pushinteger(L, (lua_Integer)count);
    int status = lua_pcall(L, 2, 1, 0);
    size_t result;
    const char *text = lua_tolstring(L, -1, &result);
    if (!text) {
        text = "(no text)";
        result = strlen(text);
    }
    *length = result + (status != LUA_OK);
    char *copy = malloc(*length + 1);
    if (!copy) abort();
    if (status != LUA_OK) copy[0] = '!';
    memcpy(copy + (status != LUA_OK), text, result);
    copy[*length] = 0;
    lua_close(L);
    return copy;
}
