#include "host.h"
#include "library.h"

// Metatables and raw access: what would let a rule reach behind the sandbox's own tables.

// What a rule may not put into a metatable, and what setmetatable therefore does with the table it is given: it guards it
// against later additions, and copies it where it holds __call.

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

/// Raises where a table that is in use as a metatable may not be given this key.
static void check_addition(lua_State *L, const char *key) {
    if (is_refused_event(key)) refuse_event(L, key);
    if (strcmp(key, "__call") == 0)
        luaL_error(L, "'__call' must be in a metatable before setmetatable is given it");
}

// A table in use as a metatable is *guarded*: it has a metatable of ours whose __newindex refuses the four events, so
// that they cannot be added later. (A write to a key that is there already meets no metamethod, but the refused ones
// never are.) A table that has a metatable of its own as well gets a copy of that with the guard in it.

static int guard_newindex(lua_State *L) {
    lua_settop(L, 3);
    if (lua_type(L, 2) == LUA_TSTRING && !lua_isnil(L, 3)) {
        check_addition(L, lua_tostring(L, 2));
    }
    if (lua_getmetatable(L, 1)) {
        if (lua_rawgetp(L, 4, &key_original) == LUA_TTABLE) {
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

static int called(lua_State *L, int status, lua_KContext unused) {
    (void)status;
    (void)unused;
    return lua_gettop(L);
}

/// `__call` of a copy whose original holds no function but something that can be called (upvalue 1): a C call, of which
/// there are never more than 200 within each other.
static int call_through(lua_State *L) {
    luaL_checkstack(L, 1, "__call");
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, called);
    return lua_gettop(L);
}

/// Pushes a copy of the metatable at `index`: what it holds now. `push_metatable` shows the original.
static void push_copy(lua_State *L, int index) {
    index = lua_absindex(L, index);
    lua_createtable(L, 0, 8);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        lua_pushstring(L, events[i]);
        lua_pushvalue(L, -1);
        lua_rawget(L, index);
        if (lua_isnil(L, -1)) {
            lua_pop(L, 2);
            continue;
        }
        if (strcmp(events[i], "__call") == 0 && lua_type(L, -1) != LUA_TFUNCTION) lua_pushcclosure(L, call_through, 1);
        lua_rawset(L, -3);
    }
    lua_pushvalue(L, index);
    lua_rawsetp(L, -2, &key_original);
}

/// The same with the guard in it.
static void push_guarded_copy(lua_State *L, int index) {
    push_copy(L, index);
    lua_pushcfunction(L, guard_newindex);
    lua_setfield(L, -2, "__newindex");
}

/// Whether the table at `index` is in use as a metatable.
int is_guarded(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return 0;
    lua_pushliteral(L, "__newindex");
    lua_rawget(L, -2);
    int found = lua_tocfunction(L, -1) == guard_newindex;
    lua_pop(L, 2);
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
    push_metatable(L, index);
    if (lua_isnil(L, -1)) lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
    else push_guarded_copy(L, -1);
    lua_setmetatable(L, index);
    lua_pop(L, 1);
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
    } else if (lua_rawgetp(L, -1, &key_original) == LUA_TTABLE) {
        lua_remove(L, -2);
    } else {
        lua_pop(L, 1);
    }
}

static int has_call(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE) return 0;
    lua_pushliteral(L, "__call");
    int kind = lua_rawget(L, index < 0 ? index - 1 : index);
    lua_pop(L, 1);
    return kind != LUA_TNIL;
}

/// Gives a table the metatable (or nil) at the top, keeping the guard it may have; pops it.
///
/// A metatable with __call is copied. Where Lua finds a table in __call it looks for that table's __call and goes on so,
/// moving all arguments each time, between two instructions: tables that name each other, or one that names itself, keep
/// it busy for as long as the stack may grow, which is minutes. In a copy there are functions only, and nothing a rule
/// can write to.
void give_metatable(lua_State *L, int index) {
    index = lua_absindex(L, index);
    if (is_guarded(L, index)) {
        if (lua_isnil(L, -1)) lua_rawgetp(L, LUA_REGISTRYINDEX, &key_guard);
        else push_guarded_copy(L, -1);
        lua_remove(L, -2);
    } else if (has_call(L, -1)) {
        push_copy(L, -1);
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

/// A key that is there already may be written: it was let in before.
static void check_rawset(lua_State *L) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, 1) == LUA_TNIL && !lua_isnil(L, 3)) check_addition(L, lua_tostring(L, 2));
    lua_pop(L, 1);
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
    if (lua_type(L, 2) == LUA_TSTRING && is_guarded(L, 1)) check_rawset(L);
    lua_rawset(L, 1);
    return 1;
}
