#include "host.h"
#include "library.h"

// Lua's own functions that read any number of numbers. One that is written as text is read from its first byte each
// time, so that sixty thousand times the same megabyte of blanks and a digit takes a minute, which no hook sees.

static void charge_numbers(lua_State *L) {
    int count = lua_gettop(L);
    int64_t bytes = 0;
    for (int i = 1; i <= count; i++)
        if (lua_type(L, i) == LUA_TSTRING) bytes += (int64_t)lua_rawlen(L, i);
    if (bytes > 0 || count > 16) charge_work(L, (count >> 2) + (bytes >> 4));
}

int math_max(lua_State *L) {
    charge_numbers(L);
    return host_of(L)->stock[STOCK_MAX](L);
}

int math_min(lua_State *L) {
    charge_numbers(L);
    return host_of(L)->stock[STOCK_MIN](L);
}

int string_char(lua_State *L) {
    charge_numbers(L);
    return host_of(L)->stock[STOCK_CHAR](L);
}

int utf8_char(lua_State *L) {
    charge_numbers(L);
    return host_of(L)->stock[STOCK_UTF8_CHAR](L);
}
