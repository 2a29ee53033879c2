#include "host.h"
#include "library.h"

// table.* with every element charged as it is touched, so that a lying __len or a range of 2^63 ends by its steps.
// Semantics and messages are those of ltablib.c of Lua 5.4 (MIT licence, © 1994–2022 Lua.org, PUC-Rio).

enum { READ = 1, WRITE = 2, LENGTH = 4, STRETCH = 256, ELEMENT = 4 };

static int has_event(lua_State *L, const char *name, int at) {
    lua_pushstring(L, name);
    return lua_rawget(L, -at) != LUA_TNIL;
}

/// A table, or something whose metatable lets it be used as one.
static void check_table(lua_State *L, int index, int what) {
    if (lua_type(L, index) == LUA_TTABLE) return;
    int n = 1;
    if (lua_getmetatable(L, index) && (!(what & READ) || has_event(L, "__index", ++n)) &&
        (!(what & WRITE) || has_event(L, "__newindex", ++n)) && (!(what & LENGTH) || has_event(L, "__len", ++n))) {
        lua_pop(L, n);
        return;
    }
    luaL_checktype(L, index, LUA_TTABLE);
}

static lua_Integer length_of(lua_State *L, int index, int what) {
    check_table(L, index, what | LENGTH);
    return luaL_len(L, index);
}

/// Charges one element; looks at the clock now and then.
static inline void element(lua_State *L, int *count) {
    if (++*count < STRETCH) return;
    *count = 0;
    charge(L, STRETCH * ELEMENT);
    if (is_late(host_of(L))) trip(L, C_TOCSIN_LUA_TIME, NULL);
}

static int table_insert(lua_State *L) {
    lua_Integer end = (lua_Integer)((lua_Unsigned)length_of(L, 1, READ | WRITE) + 1);
    lua_Integer position = end;
    switch (lua_gettop(L)) {
    case 2: break;
    case 3: {
        position = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
        int count = 0;
        for (lua_Integer i = end; i > position; i--) {
            element(L, &count);
            lua_geti(L, 1, i - 1);
            lua_seti(L, 1, i);
        }
        charge(L, count * ELEMENT);
        break;
    }
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, position);
    return 0;
}

static int table_remove(lua_State *L) {
    lua_Integer size = length_of(L, 1, READ | WRITE);
    lua_Integer position = luaL_optinteger(L, 2, size);
    if (position != size)
        luaL_argcheck(L, (lua_Unsigned)position - 1u <= (lua_Unsigned)size, 1, "position out of bounds");
    lua_geti(L, 1, position);
    int count = 0;
    for (; position < size; position++) {
        element(L, &count);
        lua_geti(L, 1, position + 1);
        lua_seti(L, 1, position);
    }
    charge(L, count * ELEMENT);
    lua_pushnil(L);
    lua_seti(L, 1, position);
    return 1;
}

static int table_move(lua_State *L) {
    lua_Integer from = luaL_checkinteger(L, 2);
    lua_Integer end = luaL_checkinteger(L, 3);
    lua_Integer to = luaL_checkinteger(L, 4);
    int target = !lua_isnoneornil(L, 5) ? 5 : 1;
    check_table(L, 1, READ);
    check_table(L, target, WRITE);
    if (end >= from) {
        luaL_argcheck(L, from > 0 || end < LUA_MAXINTEGER + from, 3, "too many elements to move");
        lua_Integer n = end - from + 1;
        luaL_argcheck(L, to <= LUA_MAXINTEGER - n + 1, 4, "destination wrap around");
        int count = 0;
        if (to > end || to <= from || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ))) {
            for (lua_Integer i = 0; i < n; i++) {
                element(L, &count);
                lua_geti(L, 1, from + i);
                lua_seti(L, target, to + i);
            }
        } else {
            for (lua_Integer i = n - 1; i >= 0; i--) {
                element(L, &count);
                lua_geti(L, 1, from + i);
                lua_seti(L, target, to + i);
            }
        }
        charge(L, count * ELEMENT);
    }
    lua_pushvalue(L, target);
    return 1;
}

static void add_field(lua_State *L, luaL_Buffer *b, lua_Integer i, int *count, size_t *bytes) {
    element(L, count);
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1))
        luaL_error(
            L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)i);
    *bytes += lua_rawlen(L, -1);
    luaL_addvalue(b);
}

static int table_concat(lua_State *L) {
    lua_Integer last = length_of(L, 1, READ);
    size_t separator_count;
    const char *separator = luaL_optlstring(L, 2, "", &separator_count);
    lua_Integer i = luaL_optinteger(L, 3, 1);
    last = luaL_optinteger(L, 4, last);
    size_t limit = host_of(L)->limits.string, bytes = 0;
    int count = 0;
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (; i < last; i++) {
        add_field(L, &b, i, &count, &bytes);
        luaL_addlstring(&b, separator, separator_count);
        bytes += separator_count;
        if (bytes > limit) trip(L, C_TOCSIN_LUA_STRING_SIZE, NULL);
    }
    if (i == last) add_field(L, &b, i, &count, &bytes);
    if (bytes > limit) trip(L, C_TOCSIN_LUA_STRING_SIZE, NULL);
    charge_work(L, count * ELEMENT + (int64_t)(bytes >> 6));
    luaL_pushresult(&b);
    return 1;
}

static int table_pack(lua_State *L) {
    int n = lua_gettop(L);
    charge_work(L, n >> 2);
    lua_createtable(L, n, 1);
    lua_insert(L, 1);
    for (int i = n; i >= 1; i--) lua_rawseti(L, 1, i);
    lua_pushinteger(L, n);
    lua_setfield(L, 1, "n");
    return 1;
}

static int table_unpack(lua_State *L) {
    lua_Integer i = luaL_optinteger(L, 2, 1);
    lua_Integer end = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    if (i > end) return 0;
    lua_Unsigned n = (lua_Unsigned)end - (lua_Unsigned)i;
    if (n >= VALUES_MAX || !has_room(L, L, (int)++n)) return luaL_error(L, "too many results to unpack");
    if (n > 16) charge_work(L, (int64_t)n >> 1);
    int count = 0;  // an element may lie at the end of a long chain of __index
    for (; i < end; i++) {
        element(L, &count);
        lua_geti(L, 1, i);
    }
    lua_geti(L, 1, end);
    return (int)n;
}

// MARK: sort

// Quicksort as in ltablib.c, but the pivot of a badly split range comes from a constant, where theirs comes from the
// clock: the order of equal elements must be the same in every run.

enum { LARGE = 100 };

typedef unsigned int place;

static void set_two(lua_State *L, place i, place j) {
    lua_seti(L, 1, i);
    lua_seti(L, 1, j);
}

static int sorts_before(lua_State *L, int a, int b) {
    if (lua_isnil(L, 2)) {
        if (lua_type(L, a) == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING) {
            size_t one = lua_rawlen(L, a), other = lua_rawlen(L, b);
            charge_work(L, ELEMENT + (int64_t)((one < other ? one : other) >> 2));
        } else {
            charge(L, ELEMENT);
        }
        return lua_compare(L, a, b, LUA_OPLT);
    }
    charge(L, ELEMENT);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a - 1);
    lua_pushvalue(L, b - 2);
    lua_call(L, 2, 1);
    int before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

static place split(lua_State *L, place low, place high) {
    place i = low, j = high - 1;
    for (;;) {
        while ((void)lua_geti(L, 1, ++i), sorts_before(L, -1, -2)) {
            if (i == high - 1) luaL_error(L, "invalid order function for sorting");
            lua_pop(L, 1);
        }
        while ((void)lua_geti(L, 1, --j), sorts_before(L, -3, -1)) {
            if (j < i) luaL_error(L, "invalid order function for sorting");
            lua_pop(L, 1);
        }
        if (j < i) {
            lua_pop(L, 1);
            set_two(L, high - 1, i);
            return i;
        }
        set_two(L, i, j);
    }
}

static void sort_range(lua_State *L, place low, place high, unsigned int chance) {
    while (low < high) {
        lua_geti(L, 1, low);
        lua_geti(L, 1, high);
        if (sorts_before(L, -1, -2)) set_two(L, low, high);
        else lua_pop(L, 2);
        if (high - low == 1) return;
        place pivot;
        if (high - low < LARGE || chance == 0) {
            pivot = (low + high) / 2;
        } else {
            place quarter = (high - low) / 4;
            pivot = chance % (quarter * 2) + (low + quarter);
        }
        lua_geti(L, 1, pivot);
        lua_geti(L, 1, low);
        if (sorts_before(L, -2, -1)) {
            set_two(L, pivot, low);
        } else {
            lua_pop(L, 1);
            lua_geti(L, 1, high);
            if (sorts_before(L, -1, -2)) set_two(L, pivot, high);
            else lua_pop(L, 2);
        }
        if (high - low == 2) return;
        lua_geti(L, 1, pivot);
        lua_pushvalue(L, -1);
        lua_geti(L, 1, high - 1);
        set_two(L, pivot, high - 1);
        pivot = split(L, low, high);
        place smaller;
        if (pivot - low < high - pivot) {
            sort_range(L, low, pivot - 1, chance);
            smaller = pivot - low;
            low = pivot + 1;
        } else {
            sort_range(L, pivot + 1, high, chance);
            smaller = high - pivot;
            high = pivot - 1;
        }
        if ((high - low) / 128 > smaller) chance = chance * 1664525u + 1013904223u;
    }
}

static int table_sort(lua_State *L) {
    lua_Integer n = length_of(L, 1, READ | WRITE);
    if (n > 1) {
        luaL_argcheck(L, n < INT32_MAX, 1, "array too big");
        if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
        lua_settop(L, 2);
        luaL_checkstack(L, 40, "");
        sort_range(L, 1, (place)n, 0);
    }
    return 0;
}

const luaL_Reg table_functions[] = {
    {"concat", table_concat}, {"insert", table_insert}, {"move", table_move},     {"pack", table_pack},
    {"remove", table_remove}, {"sort", table_sort},     {"unpack", table_unpack}, {NULL, NULL},
};
