#include "host.h"
#include "library.h"

// Metatables and raw access: what would let a rule reach behind the sandbox's own tables.

// Refused: __gc and __close run where no hook does; __concat reads freed memory in Debian's 5.4.4, and __mode frees
// twice there under a memory limit.
static const char *const refused_events[] = {"__gc", "__close", "__mode", "__concat"};

static const char *const events[] = {
    "__index", "__newindex", "__call", "__eq",   "__lt",   "__le",    "__len",      "__add",  "__sub",
    "__mul",   "__div",      "__mod",  "__pow",  "__unm",  "__idiv",  "__band",     "__bor",  "__bxor",
    "__shl",   "__shr",      "__bnot", "__name", "__pairs", "__tostring", "__metatable",
};

static int is_refused_event(const char *key) {
    for (size_t i = 0; i < sizeof refused_events / sizeof *refused_events; i++)
        if (strcmp(key, refused_events[i]) == 0) return 1;
    return 0;
}

static _Noreturn void refuse_event(lua_State *L, const char *key) {
    luaL_error(L, "metamethod '%s' is not available to rules", key);
    abort();
}

// A table in use as a metatable is *guarded*: it has a metatable of ours whose __newindex refuses the four events, so
// that they cannot be added later. (A write to a key that is there already meets no metamethod, but the refused ones
// never are.) A table that has a metatable of its own as well gets a copy of that with the guard in it.

static int guard_newindex(lua_State *L) {
    lua_settop(L, 3);
    if (lua_type(L, 2) == LUA_TSTRING && !lua_isnil(L, 3)) {
        const char *key = lua_tostring(L, 2);
        if (is_refused_event(key)) refuse_event(L, key);
    }
    if (lua_getmetatable(L, 1)) {
        if (lua_rawgetp(L, 4, &key_guarded) == LUA_TTABLE) {
            // Its own metatable's __newindex, if any, has the word; a table that is its own metatable learns the event.
            lua_pushliteral(L, "__newindex");
            int kind = lua_rawget(L, 5);
            if (kind == LUA_TFUNCTION) {
                lua_insert(L, 1);
                lua_settop(L, 4);
                lua_call(L, 3, 0);
                return 0;
            }
            if (kind != LUA_TNIL) {
                lua_pushvalue(L, 2);
                lua_pushvalue(L, 3);
                lua_settable(L, 6);
                return 0;
            }
            if (lua_rawequal(L, 1, 5) && lua_type(L, 2) == LUA_TSTRING && strncmp(lua_tostring(L, 2), "__", 2) == 0 &&
                strcmp(lua_tostring(L, 2), "__newindex") != 0) {
                lua_pushvalue(L, 2);
                lua_pushvalue(L, 3);
                lua_rawset(L, 4);
            }
        }
    }
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 0;
}

void push_guard(lua_State *L) {
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, guard_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_guard);
}

/// Pushes a copy of the metatable at `index` with the guard in it.
static void push_guarded_copy(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_createtable(L, 0, 8);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        lua_pushstring(L, events[i]);
        lua_pushvalue(L, -1);
        lua_rawget(L, index);
        if (lua_isnil(L, -1)) lua_pop(L, 2);
        else lua_rawset(L, -3);
    }
    lua_pushcfunction(L, guard_newindex);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, index);
    lua_rawsetp(L, -2, &key_guarded);
}

/// Whether the table at `index` is in use as a metatable.
int is_guarded(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
    int found = lua_rawequal(L, -1, -2);
    lua_pop(L, 1);
    if (!found) {
        found = lua_rawgetp(L, -1, &key_guarded) == LUA_TTABLE;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return found;
}

static void guard(lua_State *L, int index) {
    if (is_guarded(L, index)) return;
    for (size_t i = 0; i < sizeof refused_events / sizeof *refused_events; i++) {
        lua_pushstring(L, refused_events[i]);
        if (lua_rawget(L, index) != LUA_TNIL) refuse_event(L, refused_events[i]);
        lua_pop(L, 1);
    }
    if (is_frozen(L, index)) return;  // its events cannot change and are not seen
    if (lua_getmetatable(L, index)) {
        push_guarded_copy(L, -1);
        lua_remove(L, -2);
    } else {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
    }
    lua_setmetatable(L, index);
}

/// Pushes the metatable a table has as far as its rule knows: without guards. Nil when there is none.
void push_metatable(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) {
        lua_pushnil(L);
        return;
    }
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
    int is_guard = lua_rawequal(L, -1, -2);
    lua_pop(L, 1);
    if (is_guard) {
        lua_pop(L, 1);
        lua_pushnil(L);
    } else if (lua_rawgetp(L, -1, &key_guarded) == LUA_TTABLE) {
        lua_remove(L, -2);
    } else {
        lua_pop(L, 1);
    }
}

/// Gives a table the metatable (or nil) at the top, keeping the guard it may have; pops it.
void give_metatable(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (is_guarded(L, index)) {
        if (lua_isnil(L, -1)) lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
        else push_guarded_copy(L, -1);
        lua_remove(L, -2);
    }
    lua_setmetatable(L, index);
}

int base_setmetatable(lua_State *L) {
    int kind = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, kind == LUA_TNIL || kind == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    charge(L, 1);
    if (kind == LUA_TTABLE) guard(L, 2);
    give_metatable(L, 1);
    return 1;
}

int base_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    push_metatable(L, 1);
    if (!lua_isnil(L, 2) && luaL_getmetafield(L, 1, "__metatable") == LUA_TNIL) lua_settop(L, 2);
    return 1;
}

// MARK: Raw access

int base_rawget(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    push_real(L, 1);
    lua_pushvalue(L, 2);
    lua_rawget(L, 3);
    return 1;
}

int base_rawlen(lua_State *L) {
    int kind = lua_type(L, 1);
    luaL_argexpected(L, kind == LUA_TTABLE || kind == LUA_TSTRING, 1, "table or string");
    push_real(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
    return 1;
}

int base_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    if (is_frozen(L, 1)) {
        // Says it as a plain write would.
        lua_settable(L, 1);
        return luaL_error(L, "the table is read-only");
    }
    if (lua_type(L, 2) == LUA_TSTRING && is_refused_event(lua_tostring(L, 2)) && is_guarded(L, 1))
        refuse_event(L, lua_tostring(L, 2));
    lua_rawset(L, 1);
    return 1;
}
