#include "host.h"
#include "library.h"

// A rule of phases 1–3 keeps nothing between articles: the same rule runs in several workers, and what one remembered
// another would not know. Before a function's first call everything it can reach is looked through once:
//
// - plain tables are frozen where they stand (their contents move behind a frozen view of themselves), so a write is
//   an error on its own line and costs later calls nothing;
// - upvalues, and tables that have or are metatables (those Lua reads raw, so they cannot be views), are written down
//   and compared after each call; what changed is named and put back.
//
// What hides from that is stopped where it is used: coroutines and iterators made before the call (`coroutines.c`,
// `order.c`, `matching.c`), and modules required for the first time inside a call (`base.c`).

enum { ENTRY = 3 };  // a watched thing: function, index, value; or table, metatable or false, copy

static int has_events(lua_State *L, int table) {
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING && strncmp(lua_tostring(L, -1), "__", 2) == 0) {
            lua_pop(L, 1);
            return 1;
        }
    }
    return 0;
}

/// Moves a table's contents behind a frozen view of it. Every reference to it stays good.
static void freeze_in_place(lua_State *L, int table, const char *name, int of_file) {
    luaL_checkstack(L, 10, "freezing");
    lua_newtable(L);
    int real = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, real);
    }
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, table);
    }
    lua_pushvalue(L, real);
    freeze_top(L, name);
    lua_getmetatable(L, -1);
    if (of_file) {
        lua_pushboolean(L, 1);
        lua_rawsetp(L, -2, &key_watch);
    }
    lua_setmetatable(L, table);
    lua_settop(L, real - 1);
}

typedef struct search {
    int queue;
    int seen;
    int watched;
    int names;
    int of_file;
    lua_Integer count;
    lua_Integer watched_count;
} search;

/// Queues the value at the top under a name; pops both (the name is on top).
static void enqueue(lua_State *L, search *to) {
    int kind = lua_type(L, -2);
    if (kind != LUA_TTABLE && kind != LUA_TFUNCTION) {
        lua_pop(L, 2);
        return;
    }
    lua_pushvalue(L, -2);
    if (lua_rawget(L, to->seen) != LUA_TNIL) {
        lua_pop(L, 3);
        return;
    }
    lua_pop(L, 1);
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, to->seen);
    lua_rawseti(L, to->queue, to->count * 2 + 2);
    lua_rawseti(L, to->queue, to->count * 2 + 1);
    to->count++;
}

/// Writes down {thing at -3, index or metatable at -2, value at -1} under a name; pops the three.
static void watch(lua_State *L, search *to, const char *name) {
    lua_Integer at = to->watched_count++ * ENTRY;
    lua_rawseti(L, to->watched, at + 3);
    lua_rawseti(L, to->watched, at + 2);
    lua_rawseti(L, to->watched, at + 1);
    lua_pushstring(L, name);
    lua_rawseti(L, to->names, to->watched_count);
}

static void search_function(lua_State *L, int function, search *to) {
    if (lua_iscfunction(L, function)) return;
    c_tocsin_lua *host = host_of(L);
    lua_Debug about;
    lua_pushvalue(L, function);
    lua_getinfo(L, ">S", &about);
    if (host->prelude_chunk && about.source[0] == '@' && strcmp(about.source + 1, host->prelude_chunk) == 0) return;
    const char *name;
    for (int i = 1; (name = lua_getupvalue(L, function, i)) != NULL; i++) {
        if (strcmp(name, "_ENV") == 0) {
            // What its environment has required can be had again through require.
            lua_rawgetp(L, LUA_REGISTRYINDEX, &key_loaded);
            lua_insert(L, -2);
            lua_rawget(L, -2);
            lua_remove(L, -2);
            if (lua_type(L, -1) == LUA_TTABLE) {
                int loaded = lua_gettop(L);
                lua_pushnil(L);
                while (lua_next(L, loaded)) {
                    if (lua_type(L, -2) == LUA_TSTRING) {
                        lua_pushvalue(L, -2);
                        enqueue(L, to);
                    } else {
                        lua_pop(L, 1);
                    }
                }
            }
            lua_pop(L, 1);
            continue;
        }
        lua_pushvalue(L, -1);
        lua_pushstring(L, name);
        enqueue(L, to);
        lua_pushvalue(L, function);
        lua_insert(L, -2);
        lua_pushinteger(L, i);
        lua_insert(L, -2);
        watch(L, to, name);
    }
}

/// Writes down a table's contents and metatable.
static void watch_contents(lua_State *L, int table, int real, const char *name, search *to) {
    lua_pushvalue(L, table);
    push_metatable(L, table);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 0);
    }
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, real)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, -4);
    }
    watch(L, to, name);
}

static void search_table(lua_State *L, int table, const char *name, search *to) {
    push_real(L, table);
    int real = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, real)) {
        if (lua_type(L, -2) == LUA_TTABLE || lua_type(L, -2) == LUA_TFUNCTION) {
            lua_pushvalue(L, -2);
            lua_pushstring(L, name);
            enqueue(L, to);
        }
        if (lua_type(L, -2) == LUA_TSTRING) lua_pushfstring(L, "%s.%s", name, lua_tostring(L, -2));
        else lua_pushstring(L, name);
        enqueue(L, to);
    }
    int frozen = is_frozen(L, table);
    if (!frozen && lua_getmetatable(L, table)) {
        lua_pop(L, 1);
        push_metatable(L, table);
        lua_pushfstring(L, "metatable of %s", name);
        enqueue(L, to);
        watch_contents(L, table, real, name, to);
    } else if (!frozen && has_events(L, real)) {
        watch_contents(L, table, real, name, to);
    } else if (!frozen) {
        freeze_in_place(L, table, name, to->of_file);
    }
    lua_settop(L, real - 1);
}

/// Looks through all that the value at the top reaches; pops it. Leaves {watched, names} on the stack.
static void search_from(lua_State *L, const char *name, int of_file) {
    luaL_checkstack(L, 24, "looking through a rule");
    host_of(L)->internal++;  // its own tables take no numbers
    int start = lua_gettop(L);
    search to = {.queue = start + 1, .seen = start + 2, .watched = start + 3, .names = start + 4, .of_file = of_file};
    for (int i = 0; i < 4; i++) lua_newtable(L);
    lua_pushvalue(L, start);
    lua_pushstring(L, name);
    enqueue(L, &to);
    for (lua_Integer i = 0; i < to.count; i++) {
        lua_rawgeti(L, to.queue, i * 2 + 1);
        lua_rawgeti(L, to.queue, i * 2 + 2);
        int thing = lua_gettop(L) - 1;
        if (lua_type(L, thing) == LUA_TFUNCTION) search_function(L, thing, &to);
        else search_table(L, thing, lua_tostring(L, thing + 1), &to);
        lua_settop(L, thing - 1);
    }
    lua_remove(L, to.seen);
    lua_remove(L, to.queue);
    lua_remove(L, start);
    host_of(L)->internal--;
}

/// Freezes what the value at the top reaches, for the prelude's fields, which every plugin shares; pops it.
void freeze_deep(lua_State *L, const char *name) {
    search_from(L, name, 0);
    lua_pop(L, 2);
}

/// Before a call: looks a function through, once. Registry[key_watch][reference] = {watched, names}.
void watch_function(lua_State *L, int32_t reference) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_watch);
    if (lua_rawgeti(L, -1, reference) == LUA_TNIL) {
        lua_pop(L, 1);
        push_function(L, reference);
        search_from(L, "the rule's function", 1);
        host_of(L)->internal++;
        lua_createtable(L, 2, 0);
        host_of(L)->internal--;
        lua_insert(L, -3);
        lua_rawseti(L, -3, 2);
        lua_rawseti(L, -2, 1);
        lua_rawseti(L, -2, reference);
        lua_pop(L, 1);
        return;
    }
    lua_pop(L, 2);
}

static int same_contents(lua_State *L, int table, int copy) {
    lua_Integer count = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        count++;
        lua_pushvalue(L, -2);
        lua_rawget(L, copy);
        int same = lua_rawequal(L, -1, -2);
        lua_pop(L, 2);
        if (!same) {
            lua_pop(L, 1);
            return 0;
        }
    }
    lua_pushnil(L);
    while (lua_next(L, copy)) {
        count--;
        lua_pop(L, 1);
    }
    return count == 0;
}

static void put_back(lua_State *L, int table, int copy) {
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, table);
    }
    lua_pushnil(L);
    while (lua_next(L, copy)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, table);
    }
}

/// After a call: compares. Argument: the function's reference. Puts back what changed and notes the first.
int check_kept(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_watch);
    if (lua_rawgeti(L, -1, lua_tointeger(L, 1)) != LUA_TTABLE) return 0;
    lua_rawgeti(L, -1, 1);
    int watched = lua_gettop(L);
    lua_rawgeti(L, -2, 2);
    int names = watched + 1;
    for (lua_Integer i = 0;; i++) {
        if (lua_rawgeti(L, watched, i * ENTRY + 1) == LUA_TNIL) return 0;
        int thing = lua_gettop(L);
        lua_rawgeti(L, watched, i * ENTRY + 3);
        int changed;
        if (lua_type(L, thing) == LUA_TFUNCTION) {
            lua_rawgeti(L, watched, i * ENTRY + 2);
            int index = (int)lua_tointeger(L, -1);
            lua_pop(L, 1);
            if (!lua_getupvalue(L, thing, index)) lua_pushnil(L);
            changed = !lua_rawequal(L, -1, thing + 1) &&
                      // NaN is itself, though not equal to itself.
                      !(lua_type(L, -1) == LUA_TNUMBER && lua_type(L, thing + 1) == LUA_TNUMBER &&
                        lua_tonumber(L, -1) != lua_tonumber(L, -1) &&
                        lua_tonumber(L, thing + 1) != lua_tonumber(L, thing + 1));
            if (changed) {
                lua_pushvalue(L, thing + 1);
                lua_setupvalue(L, thing, index);
            }
        } else {
            changed = !same_contents(L, thing, thing + 1);
            if (changed) put_back(L, thing, thing + 1);
            push_metatable(L, thing);
            if (lua_rawgeti(L, watched, i * ENTRY + 2) == LUA_TBOOLEAN) {
                lua_pop(L, 1);
                lua_pushnil(L);
            }
            if (!lua_rawequal(L, -1, -2)) {
                changed = 1;
                give_metatable(L, thing);
            }
        }
        if (changed && !host->captured) {
            char text[300];
            lua_Debug about = {0};
            lua_rawgeti(L, names, i + 1);
            snprintf(
                text, sizeof text, "'%.120s' changed: a rule keeps nothing between articles", lua_tostring(L, -1));
            capture(host, NULL, C_TOCSIN_LUA_STATE, text, strlen(text));
            if (lua_type(L, thing) == LUA_TFUNCTION) {
                lua_pushvalue(L, thing);
                lua_getinfo(L, ">S", &about);
                buffer_text(&host->chunk, about.source[0] == '@' ? about.source + 1 : about.short_src);
                host->line = about.linedefined;
            }
        }
        lua_settop(L, names);
    }
}

/// For what was made before the call and would carry something over from the one before.
void refuse_kept(lua_State *L, const char *what) {
    c_tocsin_lua *host = host_of(L);
    char text[200];
    luaL_where(L, 1);
    snprintf(
        text, sizeof text, "%.80s%s made before the call: a rule keeps nothing between articles",
        lua_tostring(L, -1), what);
    host->captured = 0;
    capture(host, L, C_TOCSIN_LUA_STATE, text, strlen(text));
    lua_pushstring(L, text);
    lua_error(L);
}
