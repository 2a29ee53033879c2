#include "host.h"
#include "library.h"

#include <limits.h>

// string.* and utf8.* beside matching: Lua's own functions behind a charge for the bytes they touch, or written anew
// where theirs may run for ever, show an address, or push more values than the hook could keep up with.

// MARK: Charged

int string_lower(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    charge_work(L, 1 + (int64_t)(count >> 3));
    return host_of(L)->stock[STOCK_LOWER](L);
}

int string_upper(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    charge_work(L, 1 + (int64_t)(count >> 3));
    return host_of(L)->stock[STOCK_UPPER](L);
}

int string_reverse(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    charge_work(L, 1 + (int64_t)(count >> 3));
    return host_of(L)->stock[STOCK_REVERSE](L);
}

/// How many values i … j of a string are: beyond the limit, each later use of `...` copies them all between two looks
/// at the clock.
static lua_Integer slice(lua_State *L, lua_Integer i, lua_Integer j, size_t count) {
    lua_Integer n = (lua_Integer)count;
    if (i < 0) i = i < -n ? 1 : n + i + 1;
    else if (i == 0) i = 1;
    if (j > n) j = n;
    else if (j < 0) j = j < -n ? 0 : n + j + 1;
    (void)L;
    return i > j ? 0 : j - i + 1;
}

int string_byte(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    lua_Integer i = luaL_optinteger(L, 2, 1);
    lua_Integer values = slice(L, i, luaL_optinteger(L, 3, i), count);
    if (values > VALUES_MAX) return luaL_error(L, "string slice too long");
    if (values > 16) charge_work(L, values >> 2);
    return host_of(L)->stock[STOCK_BYTE](L);
}

int utf8_codepoint(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    lua_Integer i = luaL_optinteger(L, 2, 1);
    lua_Integer bytes = slice(L, i, luaL_optinteger(L, 3, i), count);
    if (bytes > 4 * VALUES_MAX) return luaL_error(L, "string slice too long");
    charge_work(L, 1 + (bytes >> 1));
    return host_of(L)->stock[STOCK_CODEPOINT](L);
}

int utf8_len(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    charge_work(L, 1 + (int64_t)(count >> 2));
    return host_of(L)->stock[STOCK_UTF8_LEN](L);
}

int utf8_offset(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    charge_work(L, 1 + (int64_t)(count >> 3));
    return host_of(L)->stock[STOCK_OFFSET](L);
}

// MARK: Written anew

/// `rep`: the size is checked first; the repetitions are charged even when they add nothing (5.4.4 counts 2^62 empty
/// strings one by one).
int string_rep(lua_State *L) {
    size_t count, separator_count;
    const char *s = luaL_checklstring(L, 1, &count);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &separator_count);
    if (n <= 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (count + separator_count < count || count + separator_count > (size_t)INT_MAX / (size_t)n)
        return luaL_error(L, "resulting string too large");
    size_t total = (size_t)n * count + (size_t)(n - 1) * separator_count;
    if (total > host_of(L)->limits.string) trip(L, C_TOCSIN_LUA_STRING_SIZE, NULL);
    charge_work(L, count + separator_count ? 1 + (n >> 2) + (int64_t)(total >> 6) : n);
    luaL_Buffer b;
    char *to = luaL_buffinitsize(L, &b, total);
    if (count == 1 && separator_count == 0) {
        memset(to, *s, total);
    } else if (total) {
        for (lua_Integer i = 0; i < n; i++) {
            memcpy(to, s, count);
            to += count;
            if (i + 1 < n && separator_count) {
                memcpy(to, separator, separator_count);
                to += separator_count;
            }
        }
    }
    luaL_pushresultsize(&b, total);
    return 1;
}

/// `format`: %p would show an address and is no conversion here; %s of a table says what `tostring` says.
int string_format(lua_State *L) {
    int top = lua_gettop(L);
    size_t count;
    const char *format = luaL_checklstring(L, 1, &count);
    const char *end = format + count;
    int argument = 1;
    int64_t bytes = (int64_t)count, steps = 1;
    for (const char *p = format; p < end; p++) {
        if (*p != '%') continue;
        if (++p < end && *p == '%') continue;
        argument++;
        int width = 0, number = 0;
        for (; p < end && *p && strchr("-+ #0123456789.", *p); p++) {
            number = *p >= '0' && *p <= '9' ? (number * 10 + (*p - '0')) % 1000 : 0;
            if (number > width) width = number;
        }
        if (p >= end) break;
        steps += 10 + 2 * width;
        if (strchr("aAeEfFgG", *p) && argument <= top && lua_type(L, argument) == LUA_TNUMBER) {
            lua_Number value = lua_tonumber(L, argument);
            steps += value > 1e18 || value < -1e18 || (value < 1e-18 && value > -1e-18) ? 200 : 10;
        }
        if (*p == 'q' && argument <= top) bytes += 32 * (int64_t)lua_rawlen(L, argument);
        if (*p == 'p') return luaL_error(L, "invalid conversion '%%p' to 'format'");
        if (argument > top) continue;
        if (*p == 's' && lua_type(L, argument) != LUA_TSTRING && lua_type(L, argument) != LUA_TNUMBER) {
            size_t length;
            to_text(L, argument, &length);
            lua_replace(L, argument);
        }
        if (lua_type(L, argument) == LUA_TSTRING) bytes += (int64_t)lua_rawlen(L, argument);
    }
    charge_work(L, steps + (bytes >> 4));
    return host_of(L)->stock[STOCK_FORMAT](L);
}

const luaL_Reg string_functions[] = {
    {"byte", string_byte},   {"char", string_char},     {"find", string_find},     {"format", string_format},
    {"gmatch", string_gmatch}, {"gsub", string_gsub},   {"lower", string_lower},   {"match", string_match},   {"rep", string_rep},
    {"reverse", string_reverse}, {"upper", string_upper}, {NULL, NULL},
};

const luaL_Reg utf8_functions[] = {
    {"char", utf8_char}, {"codepoint", utf8_codepoint}, {"len", utf8_len}, {"offset", utf8_offset}, {NULL, NULL},
};
