#include "host.h"

// Values across the border. Swift writes and reads streams; only here do they meet Lua values.

enum { DEEPEST = 64 };

// MARK: To Lua

static const uint8_t *read_u32(const uint8_t *at, uint32_t *value) {
    memcpy(value, at, sizeof *value);
    return at + sizeof *value;
}

/// Pushes the value at the front of a stream; returns where the next begins. Tables are fresh and ordinary, or
/// frozen when `frozen` is set (then `name` is what an error calls them). Needs 6 free places on the stack.
const uint8_t *push_value(lua_State *L, const uint8_t *at, int frozen, const char *name) {
    switch (*at++) {
    case C_TOCSIN_LUA_FALSE: lua_pushboolean(L, 0); return at;
    case C_TOCSIN_LUA_TRUE: lua_pushboolean(L, 1); return at;
    case C_TOCSIN_LUA_INT: {
        int64_t value;
        memcpy(&value, at, sizeof value);
        lua_pushinteger(L, value);
        return at + sizeof value;
    }
    case C_TOCSIN_LUA_NUMBER: {
        double value;
        memcpy(&value, at, sizeof value);
        lua_pushnumber(L, value);
        return at + sizeof value;
    }
    case C_TOCSIN_LUA_STRING: {
        uint32_t count;
        at = read_u32(at, &count);
        lua_pushlstring(L, (const char *)at, count);
        return at + count;
    }
    case C_TOCSIN_LUA_TABLE: {
        uint32_t elements, fields, odd;
        at = read_u32(at, &elements);
        at = read_u32(at, &fields);
        at = read_u32(at, &odd);
        charge(L, (int64_t)elements + fields);
        luaL_checkstack(L, 8, "table from the host");
        lua_createtable(L, elements > INT32_MAX ? INT32_MAX : (int)elements, fields > INT32_MAX ? INT32_MAX : (int)fields);
        for (uint32_t i = 1; i <= elements; i++) {
            at = push_value(L, at, frozen, name);
            lua_rawseti(L, -2, i);
        }
        for (uint32_t i = 0; i < fields; i++) {
            at = push_value(L, at, 0, name);
            at = push_value(L, at, frozen, name);
            lua_rawset(L, -3);
        }
        if (frozen) freeze_top(L, name);
        return at;
    }
    case C_TOCSIN_LUA_FUNCTION: {
        int32_t reference;
        memcpy(&reference, at, sizeof reference);
        push_function(L, reference);
        return at + 3 * sizeof(int32_t);
    }
    case C_TOCSIN_LUA_OBJECT: {
        int32_t id, type;
        memcpy(&id, at, sizeof id);
        memcpy(&type, at + sizeof id, sizeof type);
        push_object(L, id, type);
        return at + 2 * sizeof(int32_t);
    }
    case C_TOCSIN_LUA_NATIVE: {
        int32_t id, passing;
        memcpy(&id, at, sizeof id);
        memcpy(&passing, at + sizeof id, sizeof passing);
        push_native(L, id, passing);
        return at + 2 * sizeof(int32_t);
    }
    default: lua_pushnil(L); return at;
    }
}

// MARK: From Lua

typedef struct path {
    const void *tables[DEEPEST];
    int depth;
} path;

static void write_any(lua_State *L, int index, buffer *to, path *above);

/// How many bytes of values may cross at once: an eighth of the state's memory.
static size_t crossing_limit(const c_tocsin_lua *host) {
    size_t limit = host->limits.memory / 8;
    return limit < (64u << 10) ? 64u << 10 : limit;
}

static void write_byte(buffer *to, uint8_t byte) { buffer_append(to, &byte, 1); }

static void write_string(lua_State *L, int index, buffer *to) {
    size_t count;
    const char *bytes = lua_tolstring(L, index, &count);  // a string already: allocates nothing
    write_byte(to, C_TOCSIN_LUA_STRING);
    buffer_u32(to, (uint32_t)count);
    buffer_append(to, bytes, count);
    charge(L, (int64_t)(count >> 6));
}

static void write_table(lua_State *L, int index, buffer *to, path *above) {
    luaL_checkstack(L, 8, "nested tables");
    const void *identity = lua_topointer(L, index);
    for (int i = 0; i < above->depth; i++)
        if (above->tables[i] == identity) luaL_error(L, "a table that contains itself cannot be handed to the host");
    if (above->depth == DEEPEST) luaL_error(L, "a table nested deeper than %d cannot be handed to the host", DEEPEST);
    above->tables[above->depth++] = identity;
    push_real(L, index);
    int table = lua_gettop(L);
    write_byte(to, C_TOCSIN_LUA_TABLE);
    size_t header = to->count;
    uint32_t counts[3] = {0, 0, 0};
    buffer_append(to, counts, sizeof counts);
    for (lua_Integer i = 1; lua_rawgeti(L, table, i) != LUA_TNIL; i++) {
        write_any(L, -1, to, above);
        counts[0]++;
        lua_pop(L, 1);
    }
    lua_settop(L, table);
    unsigned looks = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        if (lua_type(L, -2) == LUA_TSTRING) {
            counts[1]++;
            write_string(L, -2, to);
            write_any(L, -1, to, above);
        } else if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) < 1 || lua_tointeger(L, -2) > counts[0]) {
            counts[2]++;
        }
        // Keys that do not cross leave no bytes that would count.
        charge(L, 1);
        if (++looks % 1024 == 0 && is_late(host_of(L))) trip(L, C_TOCSIN_LUA_TIME, NULL);
        lua_pop(L, 1);
    }
    memcpy(to->bytes + header, counts, sizeof counts);
    lua_settop(L, table - 1);
    above->depth--;
}

static int32_t hold_function(lua_State *L, int index) {
    c_tocsin_lua *host = host_of(L);
    index = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_function_ids);
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    int32_t reference = (int32_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (reference == 0) {
        if (host->hold_count + 1 >= host->hold_capacity) {
            host->hold_capacity = host->hold_capacity ? host->hold_capacity * 2 : 64;
            host->holds = realloc(host->holds, (size_t)host->hold_capacity * sizeof *host->holds);
            host->spare = realloc(host->spare, (size_t)host->hold_capacity * sizeof *host->spare);
            if (!host->holds || !host->spare) abort();
        }
        reference = host->spare_count > 0 ? host->spare[--host->spare_count] : ++host->hold_count;
        host->holds[reference] = 0;
        // In this order: where memory runs out between the two, the number is lost and never names another function.
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_functions);
        lua_pushvalue(L, index);
        lua_rawseti(L, -2, reference);
        lua_pop(L, 1);
        lua_pushvalue(L, index);
        lua_pushinteger(L, reference);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
    host->holds[reference]++;
    if (host->in_call) {
        if (host->temporary_count == host->temporary_capacity) {
            host->temporary_capacity = host->temporary_capacity ? host->temporary_capacity * 2 : 16;
            host->temporary = realloc(host->temporary, (size_t)host->temporary_capacity * sizeof *host->temporary);
            if (!host->temporary) abort();
        }
        host->temporary[host->temporary_count++] = reference;
    }
    return reference;
}

static void write_any(lua_State *L, int index, buffer *to, path *above) {
    charge(L, 1);
    // Outside Lua's memory, and several times as large once it is Swift's.
    size_t limit = crossing_limit(host_of(L));
    if (to->count > limit)
        trip(L, C_TOCSIN_LUA_MEMORY, "memory limit reached: over %zu KB handed to the host", limit >> 10);
    index = lua_absindex(L, index);
    int32_t id;
    switch (lua_type(L, index)) {
    case LUA_TNIL: write_byte(to, C_TOCSIN_LUA_NIL); return;
    case LUA_TBOOLEAN: write_byte(to, lua_toboolean(L, index) ? C_TOCSIN_LUA_TRUE : C_TOCSIN_LUA_FALSE); return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            int64_t value = lua_tointeger(L, index);
            write_byte(to, C_TOCSIN_LUA_INT);
            buffer_append(to, &value, sizeof value);
        } else {
            double value = lua_tonumber(L, index);
            write_byte(to, C_TOCSIN_LUA_NUMBER);
            buffer_append(to, &value, sizeof value);
        }
        return;
    case LUA_TSTRING: write_string(L, index, to); return;
    case LUA_TTABLE: write_table(L, index, to, above); return;
    case LUA_TFUNCTION: {
        int32_t parts[3] = {hold_function(L, index), 0, 0};
        lua_Debug function;
        lua_pushvalue(L, index);
        lua_getinfo(L, ">Su", &function);
        parts[1] = function.linedefined > 0 ? function.linedefined : 0;
        parts[2] = function.nparams;
        write_byte(to, C_TOCSIN_LUA_FUNCTION);
        buffer_append(to, parts, sizeof parts);
        return;
    }
    case LUA_TUSERDATA:
        if (object_id(L, index, &id)) {
            write_byte(to, C_TOCSIN_LUA_OBJECT);
            buffer_append(to, &id, sizeof id);
            return;
        }
        break;
    default: break;
    }
    luaL_error(L, "a %s cannot be handed to the host", luaL_typename(L, index));
}

void write_value(lua_State *L, int index, buffer *to) {
    path above;
    above.depth = 0;
    write_any(L, index, to, &above);
}

/// Writes the values from stack index `first` to the top: uint32 count, then each.
void write_results(lua_State *L, int first, buffer *to) {
    int last = lua_gettop(L);
    to->count = 0;
    buffer_u32(to, (uint32_t)(last < first ? 0 : last - first + 1));
    for (int i = first; i <= last; i++) write_value(L, i, to);
}

// MARK: Functions

void push_function(lua_State *L, int32_t reference) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_functions);
    if (lua_rawgeti(L, -1, reference) != LUA_TFUNCTION) luaL_error(L, "the function is no longer held by the host");
    lua_remove(L, -2);
}

/// Raises what Swift answered. Runs after Swift has returned, so nothing of Swift's is jumped over.
void raise_answer(lua_State *L, int32_t code) {
    c_tocsin_lua *host = host_of(L);
    if (host->trip) raise_trip(L);
    luaL_where(L, 1);
    lua_pushlstring(L, (const char *)host->out.bytes, host->out.count);
    lua_concat(L, 2);
    if (code != C_TOCSIN_LUA_RUNTIME) {
        size_t count;
        const char *text = lua_tolstring(L, -1, &count);
        host->captured = 0;
        capture(host, L, code, text, count);
    }
    lua_error(L);
    abort();
}
