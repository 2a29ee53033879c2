#include "host.h"
#include "library.h"

// What a rule finds around it: the libraries, and the environment of its plugin. Documentation/sandbox.md has the
// table of what is there, what is not, and why.

/// Stock functions a rule keeps as they are: constant time, or bounded by what their arguments hold.
static const char *const kept_base[] = {"assert", "error", "ipairs", "rawequal", "select", "tonumber", "type", NULL};

static const luaL_Reg replaced_base[] = {
    {"tostring", base_tostring},         {"print", base_print},
    {"warn", base_warn},                 {"pcall", base_pcall},
    {"xpcall", base_xpcall},             {"setmetatable", base_setmetatable},
    {"getmetatable", base_getmetatable}, {"rawget", base_rawget},
    {"rawlen", base_rawlen},             {"rawset", base_rawset},
    {"next", base_next},                 {"pairs", base_pairs},
    {NULL, NULL},
};

/// What a name that is not there is answered with.
static const struct {
    const char *name;
    const char *reason;
} removed[] = {
    {"io", "a rule reads no files"},
    {"os", "a rule has no clock, files or processes"},
    {"debug", "it opens what the sandbox closes"},
    {"package", "use require"},
    {"dofile", "use require"},
    {"loadfile", "use require"},
    {"collectgarbage", "memory is the host's to manage"},
    {"loadstring", "use load"},
    {"unpack", "use table.unpack"},
    {"setfenv", "an environment is given by the host"},
    {"getfenv", "an environment is given by the host"},
};

static void suggest(lua_State *L, int table, const char *name, size_t count, const char **best) {
    int32_t nearest = count < 4 ? 2 : 3;
    *best = NULL;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) continue;
        size_t length;
        const char *key = lua_tolstring(L, -1, &length);
        int32_t distance =
            c_tocsin_lua_distance((const uint8_t *)name, count, (const uint8_t *)key, length);
        if (distance < nearest || (distance == nearest && *best && strcmp(key, *best) < 0)) {
            nearest = distance;
            *best = key;  // the table keeps it alive
        }
    }
}

/// A global that is not there. Upvalue 1: whether it is a data file's environment.
static int unknown_name(lua_State *L) {
    size_t count;
    const char *name = to_text(L, 2, &count);
    if (lua_toboolean(L, lua_upvalueindex(1)))
        return luaL_error(L, "unknown name '%s': this file is data only and has no functions", name);
    for (size_t i = 0; i < sizeof removed / sizeof *removed; i++)
        if (strcmp(name, removed[i].name) == 0)
            return luaL_error(L, "'%s' is not available to rules: %s", name, removed[i].reason);
    const char *best;
    suggest(L, 1, name, count, &best);
    if (best) return luaL_error(L, "unknown name '%s'; did you mean '%s'?", name, best);
    return luaL_error(L, "unknown name '%s'", name);
}

// MARK: Loading

/// Compiles text in an environment. Pushes the function, or a message. `name` is Lua's chunk name.
int load_chunk(lua_State *L, const char *source, size_t count, const char *name, int environment) {
    c_tocsin_lua *host = host_of(L);
    luaL_checkstack(L, 6, "load");
    if (count > host->limits.source) {  // the parser runs between two instructions, where no hook comes
        if (host->depth > 0) trip(L, C_TOCSIN_LUA_SOURCE, NULL);
    }
    if (count && source[0] == LUA_SIGNATURE[0]) {  // Lua does not check bytecode: crafted, it crashes the process
        lua_pushliteral(L, "attempt to load a binary chunk (mode is 't')");
        return LUA_ERRSYNTAX;
    }
    int line;
    const char *complaint;
    if (scan_source(source, count, &line, &complaint) != C_TOCSIN_LUA_OK) {
        // Shortened as Lua shortens chunk names: an empty function of that name tells how.
        lua_Debug shown;
        shown.short_src[0] = 0;
        if (luaL_loadbufferx(L, "", 0, name, "t") == LUA_OK) lua_getinfo(L, ">S", &shown);
        lua_pushfstring(L, "%s:%d: %s", shown.short_src, line, complaint);
        return LUA_ERRSYNTAX;
    }
    environment = lua_absindex(L, environment);
    int status = luaL_loadbufferx(L, source, count, name, "t");
    if (status == LUA_ERRMEM) {
        if (!host->trip) trip_quietly(host, C_TOCSIN_LUA_MEMORY, NULL);
        raise_trip(L);
    }
    if (status != LUA_OK) return status;
    lua_pushvalue(L, environment);
    lua_setupvalue(L, -2, 1);  // a chunk's first upvalue is its environment
    return LUA_OK;
}

/// Compiles a file. `chunk` is its path.
int load_text(lua_State *L, const char *source, size_t count, const char *chunk, int environment) {
    if (count && source[0] == '#') {  // as lua does with files: a first line of '#!' is skipped, its end kept for the line count
        size_t skip = 0;
        while (skip < count && source[skip] != '\n') skip++;
        source += skip;
        count -= skip;
    }
    environment = lua_absindex(L, environment);
    const char *name = lua_pushfstring(L, "@%s", chunk);
    int status = load_chunk(L, source, count, name, environment);
    lua_remove(L, -2);
    return status;
}

// MARK: Libraries

static void add(lua_State *L, const char *name, const char *view) {
    // registry.libraries[name] = the frozen view; the real one stays reachable for Lua's own messages.
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
    freeze_top(L, view);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_libraries);
    lua_insert(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

static void drop(lua_State *L, const char *const *names) {
    for (; *names; names++) {
        lua_pushnil(L);
        lua_setfield(L, -2, *names);
    }
}

static void keep_stock(lua_State *L, enum stock which, const char *name) {
    lua_getfield(L, -1, name);
    host_of(L)->stock[which] = lua_tocfunction(L, -1);
    lua_pop(L, 1);
}

static void open_stock(lua_State *L, lua_CFunction open) {
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
}

void open_libraries(lua_State *L) {
    push_guard(L);

    lua_newtable(L);
    open_stock(L, luaopen_base);
    for (const char *const *name = kept_base; *name; name++) {
        lua_getfield(L, -1, *name);
        lua_setfield(L, -3, *name);
    }
    // The state's own globals stay empty: nothing of ours reads them.
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, -4);
    }
    lua_pop(L, 1);
    luaL_setfuncs(L, replaced_base, 0);
    lua_pushliteral(L, LUA_VERSION);
    lua_setfield(L, -2, "_VERSION");
    add(L, "_G", "_G");

    open_stock(L, luaopen_string);
    // dump makes bytecode, and crafted bytecode crashes Lua; the packs run over widths and alignments no budget sees.
    static const char *const no_string[] = {"dump", "pack", "unpack", "packsize", NULL};
    drop(L, no_string);
    keep_stock(L, STOCK_LOWER, "lower");
    keep_stock(L, STOCK_UPPER, "upper");
    keep_stock(L, STOCK_REVERSE, "reverse");
    keep_stock(L, STOCK_BYTE, "byte");
    keep_stock(L, STOCK_FORMAT, "format");
    keep_stock(L, STOCK_CHAR, "char");
    luaL_setfuncs(L, string_functions, 0);
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    // Locked: every plugin's strings share it, so what one changed in it another would run.
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
    add(L, "string", "string");

    open_stock(L, luaopen_table);
    luaL_setfuncs(L, table_functions, 0);
    add(L, "table", "table");

    open_stock(L, luaopen_math);
    keep_stock(L, STOCK_MAX, "max");
    keep_stock(L, STOCK_MIN, "min");
    lua_pushcfunction(L, math_max);
    lua_setfield(L, -2, "max");
    lua_pushcfunction(L, math_min);
    lua_setfield(L, -2, "min");
    // Seeded from rule and article, where Lua's own seed is the clock and an address.
    lua_pushcfunction(L, math_random);
    lua_setfield(L, -2, "random");
    lua_pushcfunction(L, math_randomseed);
    lua_setfield(L, -2, "randomseed");
    add(L, "math", "math");

    open_stock(L, luaopen_utf8);
    keep_stock(L, STOCK_CODEPOINT, "codepoint");
    keep_stock(L, STOCK_UTF8_LEN, "len");
    keep_stock(L, STOCK_UTF8_CHAR, "char");
    keep_stock(L, STOCK_OFFSET, "offset");
    luaL_setfuncs(L, utf8_functions, 0);
    add(L, "utf8", "utf8");

    // All of it ours: each thread has a budget hook of its own, and close would run __close, which is refused.
    lua_newtable(L);
    luaL_setfuncs(L, coroutine_functions, 0);
    add(L, "coroutine", "coroutine");
    seed_random(host_of(L), 0, 0);
}

// MARK: Environments

static void copy_fields(lua_State *L, int from, int to) {
    lua_pushnil(L);
    while (lua_next(L, from)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, to);
    }
}

/// Pushes an environment, read-only unless `libraries` is C_TOCSIN_LUA_OWN_GLOBALS. `id` names it to Swift when
/// `require` asks for a file; below zero there is no `require`.
void push_environment(lua_State *L, const char *name, int32_t id, int32_t libraries) {
    (void)name;
    int top = lua_gettop(L);
    luaL_checkstack(L, 12, "environment");
    lua_newtable(L);
    int real = top + 1;
    lua_pushvalue(L, real);
    // Read-only: a plugin's rules share it, and what one leaves there would change what another says.
    if (libraries != C_TOCSIN_LUA_OWN_GLOBALS) freeze_top(L, "_G");
    int view = top + 2;
    if (libraries) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_libraries);
        int all = lua_gettop(L);
        lua_getfield(L, all, "_G");
        push_real(L, -1);
        copy_fields(L, lua_gettop(L), real);
        copy_fields(L, all, real);
        lua_settop(L, view);
        lua_pushvalue(L, view);
        lua_setfield(L, real, "_G");
        lua_pushvalue(L, view);
        lua_pushcclosure(L, base_load, 1);
        lua_setfield(L, real, "load");
        if (id >= 0) {
            lua_pushvalue(L, view);
            lua_pushinteger(L, id);
            lua_newtable(L);
            lua_rawgetp(L, LUA_REGISTRYINDEX, &key_loaded);
            lua_pushvalue(L, view);
            lua_pushvalue(L, -3);
            lua_rawset(L, -3);
            lua_pop(L, 1);
            lua_pushcclosure(L, base_require, 3);
            lua_setfield(L, real, "require");
        }
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, &key_prelude) == LUA_TTABLE && id >= 0)
            copy_fields(L, lua_gettop(L), real);
        lua_settop(L, view);
    }
    if (libraries != C_TOCSIN_LUA_OWN_GLOBALS) {
        lua_createtable(L, 0, 1);
        lua_pushboolean(L, !libraries);
        lua_pushcclosure(L, unknown_name, 1);
        lua_setfield(L, -2, "__index");
        lua_setmetatable(L, real);
    }
    lua_remove(L, real);
}
