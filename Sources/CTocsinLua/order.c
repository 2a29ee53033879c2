#include "host.h"
#include "library.h"

// `pairs` and `next` in a defined order: numbers by value, then strings by bytes, then the rest by creation. Lua's own
// order depends on a seed taken from addresses, so it differs between two runs.

/// Where a key stands: by group, then by head, then by what the head leaves open.
typedef struct key_rank {
    uint64_t head;    // a number's bits in order of value, a string's first eight bytes, or a creation number
    uint32_t group;   // 0 numbers, 1 strings, 2 the rest
    uint32_t index;   // of the key in the snapshot, from 0
} key_rank;

typedef struct key_rest {
    const char *text;  // NULL for what is no string
    union {
        size_t count;
        int64_t integer;
    } value;
} key_rest;

static uint64_t head_of_text(const char *text, size_t count) {
    uint64_t head = 0;
    memcpy(&head, text, count < 8 ? count : 8);
    return __builtin_bswap64(head);
}

static uint64_t head_of_number(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static void rank_key(lua_State *L, int index, key_rank *rank, key_rest *rest) {
    rest->text = NULL;
    rest->value.integer = 0;
    rank->group = 2;
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        rank->group = 0;
        rank->head = head_of_number(lua_tonumber(L, index));
        if (lua_isinteger(L, index)) rest->value.integer = lua_tointeger(L, index);
        return;
    case LUA_TSTRING:
        rank->group = 1;
        rest->text = lua_tolstring(L, index, &rest->value.count);
        rank->head = head_of_text(rest->text, rest->value.count);
        return;
    case LUA_TBOOLEAN: rank->head = (uint64_t)lua_toboolean(L, index); return;
    case LUA_TUSERDATA: {
        int32_t id;
        rank->head = object_id(L, index, &id) ? (uint64_t)id + ((uint64_t)1 << 48) : 0;
        return;
    }
    default: rank->head = serial_at(L, index) + 2;
    }
}

static int compare_rest(const key_rest *a, const key_rest *b) {
    if (!a->text) return a->value.integer < b->value.integer ? -1 : a->value.integer > b->value.integer;
    size_t shorter = a->value.count < b->value.count ? a->value.count : b->value.count;
    int order = shorter > 8 ? memcmp(a->text + 8, b->text + 8, shorter - 8) : 0;
    if (order) return order;
    return a->value.count < b->value.count ? -1 : a->value.count > b->value.count;
}

static inline int comes_after(const key_rank *a, const key_rank *b, const key_rest *rests) {
    if (a->group != b->group) return a->group > b->group;
    if (a->head != b->head) return a->head > b->head;
    return compare_rest(&rests[a->index], &rests[b->index]) > 0;
}

/// A merge sort whose room is the caller's: qsort takes as much again from outside Lua's memory.
static key_rank *sort_ranks(key_rank *ranks, key_rank *room, size_t count, const key_rest *rests) {
    enum { RUN = 8 };
    for (size_t start = 0; start < count; start += RUN) {
        size_t end = start + RUN < count ? start + RUN : count;
        for (size_t i = start + 1; i < end; i++) {
            key_rank moved = ranks[i];
            size_t k = i;
            for (; k > start && comes_after(&ranks[k - 1], &moved, rests); k--) ranks[k] = ranks[k - 1];
            ranks[k] = moved;
        }
    }
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = start + 2 * width < count ? start + 2 * width : count;
            size_t left = start, right = middle;
            for (size_t to = start; to < end; to++) {
                int takes_right = left == middle || (right < end && comes_after(&ranks[left], &ranks[right], rests));
                room[to] = takes_right ? ranks[right++] : ranks[left++];
            }
        }
        key_rank *sorted = room;
        room = ranks;
        ranks = sorted;
    }
    return ranks;
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
    size_t n = (size_t)count;
    key_rank *ranks = lua_newuserdatauv(L, n * (2 * sizeof *ranks + sizeof(key_rest)), 0);
    key_rest *rests = (key_rest *)(void *)(ranks + 2 * n);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, keys, (lua_Integer)i + 1);
        ranks[i].index = (uint32_t)i;
        rank_key(L, -1, &ranks[i], &rests[i]);
        lua_pop(L, 1);
    }
    ranks = sort_ranks(ranks, ranks + n, n, rests);
    lua_createtable(L, count > 1 << 26 ? 1 << 26 : (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, keys, (lua_Integer)ranks[i - 1].index + 1);
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

static int pairs_given(lua_State *L, int status, lua_KContext unused) {
    (void)L;
    (void)status;
    (void)unused;
    return 3;
}

int base_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, pairs_given);  // which may yield
        return 3;
    }
    // What Lua's own pairs lets pass, and its iterator then says.
    if (lua_type(L, 1) != LUA_TTABLE)
        return luaL_error(L, "bad argument #1 to 'for iterator' (table expected, got %s)", luaL_typename(L, 1));
    lua_settop(L, 1);
    push_real(L, 1);
    push_keys(L, 2);
    lua_pushinteger(L, 0);
    lua_pushinteger(L, (lua_Integer)host_of(L)->serial);  // of the keys, made just now
    lua_pushcclosure(L, step, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
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
            key_rest wanted_rest;
            if (lua_type(L, 2) == LUA_TNUMBER && !lua_isinteger(L, 2)) {
                lua_Integer whole;
                if (lua_numbertointeger(lua_tonumber(L, 2), &whole) && (lua_Number)whole == lua_tonumber(L, 2)) {
                    lua_pushinteger(L, whole);
                    lua_replace(L, 2);
                }
            }
            rank_key(L, 2, &wanted, &wanted_rest);
            // The last key not after the wanted one: a key removed meanwhile still has its place.
            lua_Integer low = 0, high = count;
            while (low < high) {
                lua_Integer middle = (low + high + 1) / 2;
                key_rank rank = {0};
                key_rest both[2] = {{0}, wanted_rest};
                wanted.index = 1;
                lua_rawgeti(L, 5, middle);
                rank_key(L, -1, &rank, &both[0]);
                lua_pop(L, 1);
                if (!comes_after(&rank, &wanted, both)) low = middle;
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
