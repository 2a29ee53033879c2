#include "host.h"

// Read-only things: objects of the host's (userdata) and frozen tables.

/// What the userdata of an object holds. Its user value is the table of fields read so far.
typedef struct object_box {
    const void *mark;
    uint32_t epoch;
    int32_t id;
    int32_t type;
} object_box;

static const char object_mark = 0;

static object_box *object_at(lua_State *L, int index) {
    object_box *box = lua_touserdata(L, index);
    if (!box || lua_type(L, index) != LUA_TUSERDATA || lua_rawlen(L, index) != sizeof *box || box->mark != &object_mark)
        return NULL;
    return box;
}

static const char *type_name(c_tocsin_lua *host, int32_t type) {
    return type >= 0 && type < host->type_count && host->types[type] ? host->types[type] : "object";
}

void c_tocsin_lua_name_type(c_tocsin_lua *host, int32_t type, const char *name) {
    if (type < host->type_count) return;
    host->types = realloc(host->types, (size_t)(type + 1) * sizeof *host->types);
    if (!host->types) abort();
    while (host->type_count <= type) host->types[host->type_count++] = NULL;
    host->types[type] = strdup(name);
}

int object_id(lua_State *L, int index, int32_t *id) {
    object_box *box = object_at(L, index);
    if (!box) return 0;
    c_tocsin_lua *host = host_of(L);
    if (box->epoch != host->epoch)
        luaL_error(L, "this %s belonged to an earlier call and is gone", type_name(host, box->type));
    *id = box->id;
    return 1;
}

static object_box *live_object(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    object_box *box = object_at(L, 1);
    if (!box) luaL_error(L, "an object of the host expected, got %s", luaL_typename(L, 1));
    if (box->epoch != host->epoch)
        luaL_error(L, "this %s belonged to an earlier call and is gone", type_name(host, box->type));
    return box;
}

/// `object.name`: from the object's own table when it was read before, else from Swift, once.
static int object_index(lua_State *L) {
    object_box *box = live_object(L);
    lua_settop(L, 2);
    if (lua_getiuservalue(L, 1, 1) == LUA_TTABLE) {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, 3) != LUA_TNIL) {
            if (lua_touserdata(L, -1) == &key_nil) lua_pushnil(L);
            return 1;
        }
        lua_settop(L, 3);
    } else {
        lua_settop(L, 2);
        lua_newtable(L);
        lua_pushvalue(L, 3);
        lua_setiuservalue(L, 1, 1);
    }
    c_tocsin_lua *host = host_of(L);
    charge(L, 10);
    size_t count = 0;
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &count) : NULL;
    if (!name) luaL_error(L, "a field of %s is named by a string, not a %s", type_name(host, box->type), luaL_typename(L, 2));
    host->out.count = 0;
    int32_t code = host->answer(host->context, C_TOCSIN_LUA_ASK_FIELD, box->id, (const uint8_t *)name, count);
    if (code != C_TOCSIN_LUA_OK) raise_answer(L, code);
    push_value(L, host->out.bytes, 1, name);
    lua_pushvalue(L, 2);
    if (lua_isnil(L, -2))
        lua_pushlightuserdata(L, &key_nil);
    else
        lua_pushvalue(L, -2);
    lua_rawset(L, 3);
    return 1;
}

static int object_newindex(lua_State *L) {
    object_box *box = live_object(L);
    return luaL_error(L, "%s is read-only", type_name(host_of(L), box->type));
}

static int object_tostring(lua_State *L) {
    object_box *box = object_at(L, 1);
    if (!box) return luaL_error(L, "an object of the host expected, got %s", luaL_typename(L, 1));
    lua_pushstring(L, type_name(host_of(L), box->type));
    return 1;
}

static int object_next(lua_State *L) {
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, at);
    lua_replace(L, lua_upvalueindex(2));
    if (lua_rawgeti(L, lua_upvalueindex(1), at) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    lua_gettable(L, 1);
    return 2;
}

/// `pairs(object)`: its fields in the order the host declares them.
static int object_pairs(lua_State *L) {
    object_box *box = live_object(L);
    c_tocsin_lua *host = host_of(L);
    host->out.count = 0;
    int32_t code = host->answer(host->context, C_TOCSIN_LUA_ASK_FIELDS, box->id, NULL, 0);
    if (code != C_TOCSIN_LUA_OK) raise_answer(L, code);
    push_value(L, host->out.bytes, 0, "");
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, object_next, 2);
    lua_pushvalue(L, 1);
    return 2;
}

static void push_object_metatable(lua_State *L, int32_t type) {
    c_tocsin_lua *host = host_of(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_object_types);
    if (lua_rawgeti(L, -1, type) == LUA_TNIL) {
        lua_pop(L, 1);
        host->internal++;
        static const luaL_Reg methods[] = {
            {"__index", object_index}, {"__newindex", object_newindex}, {"__tostring", object_tostring},
            {"__pairs", object_pairs}, {NULL, NULL},
        };
        luaL_newlib(L, methods);
        lua_pushstring(L, type_name(host, type));
        lua_pushvalue(L, -1);
        lua_setfield(L, -3, "__name");
        lua_setfield(L, -2, "__metatable");
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, type);
        host->internal--;
    }
    lua_remove(L, -2);
}

void push_object(lua_State *L, int32_t id, int32_t type) {
    c_tocsin_lua *host = host_of(L);
    luaL_checkstack(L, 6, "object");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_objects);
    if (lua_rawgeti(L, -1, id) == LUA_TUSERDATA) {
        object_box *known = lua_touserdata(L, -1);
        if (known->epoch == host->epoch) {
            lua_remove(L, -2);
            return;
        }
    }
    lua_pop(L, 1);
    object_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    box->mark = &object_mark;
    box->epoch = host->epoch;
    box->id = id;
    box->type = type;
    push_object_metatable(L, type);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, id);
    lua_remove(L, -2);
}

// MARK: Frozen tables

// A frozen table is empty and reads through its metatable's __index, so every write is a new key and meets
// __newindex. `pairs`, `next`, `rawget`, `rawlen` and `#` look through it.

static int frozen_newindex(lua_State *L) {
    const char *name = "table";
    if (lua_getmetatable(L, 1) && lua_rawgetp(L, -1, &key_name) == LUA_TSTRING) name = lua_tostring(L, -1);
    size_t count;
    const char *key = to_text(L, 2, &count);
    if (lua_getmetatable(L, 1) && lua_rawgetp(L, -1, &key_watch) != LUA_TNIL) {
        char text[600];
        c_tocsin_lua *host = host_of(L);
        luaL_where(L, 1);
        snprintf(
            text, sizeof text, "%.100s'%.100s' is a table of the file and cannot change (field '%.100s'): a rule keeps "
            "nothing between articles", lua_tostring(L, -1), name, key);
        host->captured = 0;
        capture(host, L, C_TOCSIN_LUA_STATE, text, strlen(text));
        lua_pushstring(L, text);
        return lua_error(L);
    }
    if (strcmp(name, "_G") == 0)
        return luaL_error(L, "cannot set global '%s': globals are read-only; write 'local %s'", key, key);
    return luaL_error(L, "'%s' is read-only (field '%s')", name, key);
}

static int frozen_len(lua_State *L) {
    push_real(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

int is_frozen(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return 0;
    int found = lua_rawgetp(L, -1, &key_frozen) == LUA_TTABLE;
    lua_pop(L, 2);
    return found;
}

void push_real(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (lua_type(L, index) == LUA_TTABLE && lua_getmetatable(L, index)) {
        if (lua_rawgetp(L, -1, &key_frozen) == LUA_TTABLE) {
            lua_remove(L, -2);
            return;
        }
        lua_pop(L, 2);
    }
    lua_pushvalue(L, index);
}

/// Replaces the table at the top by a frozen view of it.
void freeze_top(lua_State *L, const char *name) {
    luaL_checkstack(L, 6, "frozen table");
    lua_newtable(L);
    lua_createtable(L, 0, 6);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, frozen_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_pushcfunction(L, frozen_len);
    lua_setfield(L, -2, "__len");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -3);
    lua_rawsetp(L, -2, &key_frozen);
    lua_pushstring(L, name);
    lua_rawsetp(L, -2, &key_name);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}
