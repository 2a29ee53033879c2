#include "host.h"
#include "library.h"

// `pairs` and `next` in a defined order: numbers by value, then strings by bytes, then the rest by creation. Lua's own
// order depends on a seed taken from addresses, so it differs between two runs.

typedef struct key_rank {
    int64_t position;      // of the key in the snapshot, 1…n
    int group;             // 0 numbers, 1 strings, 2 the rest
    union {
        double number;
        uint64_t head;     // the first eight bytes of a string, or a creation number
    } value;
    int64_t integer;
    const char *text;
    size_t count;
} key_rank;

static uint64_t head_of(const char *text, size_t count) {
    uint64_t head = 0;
    memcpy(&head, text, count < 8 ? count : 8);
    return __builtin_bswap64(head);
}

static void rank_key(lua_State *L, int index, key_rank *rank) {
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        rank->group = 0;
        rank->value.number = lua_tonumber(L, index);
        rank->integer = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;
        return;
    case LUA_TSTRING:
        rank->group = 1;
        rank->text = lua_tolstring(L, index, &rank->count);
        rank->value.head = head_of(rank->text, rank->count);
        return;
    case LUA_TBOOLEAN:
        rank->group = 2;
        rank->value.head = (uint64_t)lua_toboolean(L, index);
        return;
    default:
        rank->group = 2;
        rank->value.head = serial_at(L, index) + 2;
        if (lua_type(L, index) == LUA_TUSERDATA) {
            int32_t id;
            if (object_id(L, index, &id)) rank->value.head = (uint64_t)id + ((uint64_t)1 << 48);
        }
    }
}

static int compare_ranks(const void *left, const void *right) {
    const key_rank *a = left, *b = right;
    if (a->group != b->group) return a->group - b->group;
    if (a->group == 0) {
        if (a->value.number != b->value.number) return a->value.number < b->value.number ? -1 : 1;
        if (a->integer != b->integer) return a->integer < b->integer ? -1 : 1;
    } else {
        if (a->value.head != b->value.head) return a->value.head < b->value.head ? -1 : 1;
        if (a->group == 1) {
            size_t shorter = a->count < b->count ? a->count : b->count;
            int order = shorter > 8 ? memcmp(a->text + 8, b->text + 8, shorter - 8) : 0;
            if (order) return order;
            if (a->count != b->count) return a->count < b->count ? -1 : 1;
        }
    }
    return a->position < b->position ? -1 : a->position > b->position;
}

/// Pushes an array of the table's keys in order; returns how many. The work area is Lua's, so an error frees it.
static lua_Integer push_keys(lua_State *L, int table) {
    table = lua_absindex(L, table);
    luaL_checkstack(L, 8, "pairs");
    lua_Integer count = 0;
    int sorted = 1;
    lua_newtable(L);
    int keys = lua_gettop(L);
    lua_pushnil(L);
    lua_Number previous = 0;
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        count++;
        if (lua_type(L, -1) != LUA_TNUMBER) sorted = 0;
        else if (sorted) {
            lua_Number number = lua_tonumber(L, -1);
            if (count > 1 && !(number > previous)) sorted = 0;
            previous = number;
        }
        lua_pushvalue(L, -1);
        lua_rawseti(L, keys, count);
    }
    int log = 0;
    while (count >> log > 1) log++;
    charge_work(L, count * (sorted ? 2 : 8 + log));
    if (sorted || count < 2) return count;
    key_rank *ranks = lua_newuserdatauv(L, (size_t)count * sizeof *ranks, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, i);
        ranks[i - 1].position = i;
        rank_key(L, -1, &ranks[i - 1]);
        lua_pop(L, 1);
    }
    qsort(ranks, (size_t)count, sizeof *ranks, compare_ranks);
    lua_createtable(L, count > 1 << 26 ? 1 << 26 : (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, ranks[i - 1].position);
        lua_rawseti(L, -2, i);
    }
    lua_replace(L, keys);
    lua_settop(L, keys);
    return count;
}

/// The iterator of `pairs`. Upvalues: the table, its keys, how far it is, when it was made.
static int step(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    if (is_kept(host_of(L), (uint64_t)lua_tointeger(L, lua_upvalueindex(4)))) refuse_kept(L, "an iterator of pairs");
    lua_settop(L, 0);
    for (;;) {
        if (lua_rawgeti(L, lua_upvalueindex(2), ++at) == LUA_TNIL) return 1;
        lua_pushvalue(L, 1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;  // gone since: not visited, as in Lua
        lua_settop(L, 0);
    }
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

int base_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    push_real(L, 1);
    push_keys(L, 2);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, (lua_Integer)host_of(L)->serial);  // of the keys, made just now
    lua_pushcclosure(L, step, 4);
    lua_pushvalue(L, 1);
    return 2;
}

/// `next`: keeps the last table's keys, so that a loop over `next` sorts once. Registry[key_next] is
/// {table, keys, position of the last key given}.
int base_next(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    push_real(L, 1);  // 3
    lua_pushnil(L);
    if (lua_isnil(L, 2) && !lua_next(L, 3)) {
        lua_pushnil(L);
        return 1;
    }
    lua_settop(L, 3);
    lua_Integer at = 0;
    int known = 0;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key_next) == LUA_TTABLE) {  // 4
        lua_rawgeti(L, 4, 1);
        known = lua_rawequal(L, -1, 3) && !lua_isnil(L, 2);
        lua_pop(L, 1);
        if (known) {
            lua_rawgeti(L, 4, 2);  // 5
            lua_rawgeti(L, 4, 3);
            at = lua_tointeger(L, -1);
            lua_pop(L, 1);
            lua_rawgeti(L, 5, at);
            known = lua_rawequal(L, -1, 2);
            lua_pop(L, 1);
        }
    }
    if (!known) {
        lua_settop(L, 3);
        lua_createtable(L, 3, 0);  // 4
        lua_pushvalue(L, 3);
        lua_rawseti(L, 4, 1);
        lua_Integer count = push_keys(L, 3);  // 5
        lua_pushvalue(L, 5);
        lua_rawseti(L, 4, 2);
        lua_pushvalue(L, 4);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_next);
        at = 0;
        if (!lua_isnil(L, 2)) {
            // A float that holds an integer is that integer as a key.
            key_rank wanted = {0};
            if (lua_type(L, 2) == LUA_TNUMBER && !lua_isinteger(L, 2)) {
                lua_Integer whole;
                if (lua_numbertointeger(lua_tonumber(L, 2), &whole) && (lua_Number)whole == lua_tonumber(L, 2)) {
                    lua_pushinteger(L, whole);
                    lua_replace(L, 2);
                }
            }
            rank_key(L, 2, &wanted);
            // The last key not after the wanted one: a key removed meanwhile still has its place.
            lua_Integer low = 0, high = count;
            while (low < high) {
                lua_Integer middle = (low + high + 1) / 2;
                key_rank rank = {0};
                lua_rawgeti(L, 5, middle);
                rank_key(L, -1, &rank);
                lua_pop(L, 1);
                if (compare_ranks(&rank, &wanted) <= 0) low = middle;
                else high = middle - 1;
            }
            at = low;
        }
    }
    for (;;) {
        if (lua_rawgeti(L, 5, ++at) == LUA_TNIL) {
            lua_pushnil(L);
            lua_rawsetp(L, LUA_REGISTRYINDEX, &key_next);
            lua_pushnil(L);
            return 1;
        }
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 3) != LUA_TNIL) break;
        lua_pop(L, 2);
    }
    lua_pushinteger(L, at);
    lua_rawseti(L, 4, 3);
    return 2;
}
