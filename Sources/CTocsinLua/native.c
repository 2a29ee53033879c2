#include "host.h"

// The one way from Lua to Swift, in three steps: read the arguments into slots (may raise), run the native (Swift; Lua
// is not touched), push its results or raise what it answered (Swift has returned: nothing of its is jumped over).

/// Arguments that need no memory of Lua's.
enum { FEW = 8 };

void c_tocsin_lua_give(c_tocsin_lua *host, const void *bytes, size_t count) {
    buffer_append(&host->crossing, bytes, count);
}

void c_tocsin_lua_give_number(c_tocsin_lua *host, uint8_t tag, int64_t bits) {
    buffer_reserve(&host->crossing, 1 + sizeof bits);
    uint8_t *end = host->crossing.bytes + host->crossing.count;
    *end = tag;
    memcpy(end + 1, &bits, sizeof bits);
    host->crossing.count += 1 + sizeof bits;
}

void c_tocsin_lua_give_string(c_tocsin_lua *host, const uint8_t *bytes, size_t count) {
    uint32_t stored = (uint32_t)count;
    buffer_reserve(&host->crossing, 1 + sizeof stored + count);
    uint8_t *end = host->crossing.bytes + host->crossing.count;
    *end = C_TOCSIN_LUA_STRING;
    memcpy(end + 1, &stored, sizeof stored);
    if (count) memcpy(end + 1 + sizeof stored, bytes, count);
    host->crossing.count += 1 + sizeof stored + count;
}

c_tocsin_lua_bytes c_tocsin_lua_crossing(c_tocsin_lua *host, size_t start) {
    c_tocsin_lua_bytes stream = {host->crossing.bytes + start, host->crossing.count - start};
    return stream;
}

static void read_argument(lua_State *L, int index, c_tocsin_lua_slot *slot) {
    c_tocsin_lua *host = host_of(L);
    switch (lua_type(L, index)) {
    case LUA_TNIL: slot->tag = C_TOCSIN_LUA_NIL; return;
    case LUA_TBOOLEAN: slot->tag = lua_toboolean(L, index) ? C_TOCSIN_LUA_TRUE : C_TOCSIN_LUA_FALSE; return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            slot->tag = C_TOCSIN_LUA_INT;
            slot->value.integer = lua_tointeger(L, index);
        } else {
            slot->tag = C_TOCSIN_LUA_NUMBER;
            slot->value.number = lua_tonumber(L, index);
        }
        return;
    case LUA_TSTRING:
        slot->tag = C_TOCSIN_LUA_STRING;
        slot->value.bytes = lua_tolstring(L, index, &slot->count);  // a string already: allocates nothing
        charge(L, (int64_t)(slot->count >> 6));  // Swift will read them
        return;
    case LUA_TUSERDATA:
        if (object_id(L, index, &slot->id)) {
            slot->tag = C_TOCSIN_LUA_OBJECT;
            return;
        }
        break;
    default: break;
    }
    slot->value.stream = host->crossing.count;
    write_value(L, index, &host->crossing);
    slot->tag = host->crossing.bytes[slot->value.stream];
}

/// A native called back into Lua, that failed, and it went on all the same: an error is over, what may not be swallowed
/// is raised again.
static void forgive(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    if (host->trip || host->code == C_TOCSIN_LUA_STATE) raise_trip(L);
    host->captured = 0;
    host->code = 0;
}

static int run_native(lua_State *L, int32_t id) {
    c_tocsin_lua *host = host_of(L);
    c_tocsin_lua_slot few[FEW], *slots = few;
    int count = lua_gettop(L);
    if (count > FEW) {
        luaL_checkstack(L, 8, "native call");
        slots = lua_newuserdatauv(L, (size_t)count * sizeof *slots, 0);  // Lua's: an error on the way frees it
        charge(L, count);
    }
    host->crossing.count = host->crossing_base;  // what an error left there
    for (int i = 0; i < count; i++) read_argument(L, i + 1, slots + i);
    size_t start = host->crossing.count;
    int32_t results = 0;
    int32_t code = host->native(host->context, id, slots, count, &results);
    if (code != C_TOCSIN_LUA_OK) {
        host->crossing.count = host->crossing_base;
        raise_answer(L, code);
    }
    if (host->captured || host->trip) forgive(L);
    if (results > FEW) luaL_checkstack(L, results + 6, "results of a native");
    for (int32_t i = 0; i < results; i++) {
        const uint8_t *next = push_value(L, host->crossing.bytes + start, 0, "");
        start = (size_t)(next - host->crossing.bytes);
    }
    host->crossing.count = host->crossing_base;
    return results;
}

/// A native of the prelude's. Its number is its upvalue.
static int lasting_native(lua_State *L) {
    charge(L, 10);
    return run_native(L, (int32_t)lua_tointeger(L, lua_upvalueindex(1)));
}

/// A native that lives for one call only; that call's number is its second upvalue.
static int passing_native(lua_State *L) {
    charge(L, 10);
    if (lua_tointeger(L, lua_upvalueindex(2)) != host_of(L)->epoch)
        luaL_error(L, "this function of the host belonged to an earlier call and is gone");
    return run_native(L, (int32_t)lua_tointeger(L, lua_upvalueindex(1)));
}

void push_native(lua_State *L, int32_t id, int32_t passing) {
    if (passing) {
        lua_pushinteger(L, id);
        lua_pushinteger(L, host_of(L)->epoch);
        lua_pushcclosure(L, passing_native, 2);
        return;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_natives);
    if (lua_rawgeti(L, -1, id) == LUA_TNIL) {
        lua_pop(L, 1);
        c_tocsin_lua *host = host_of(L);
        host->internal++;
        lua_pushinteger(L, id);
        lua_pushcclosure(L, lasting_native, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, id);
        host->internal--;
    }
    lua_remove(L, -2);
}
