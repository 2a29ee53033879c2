#include "host.h"
#include "library.h"

// The ways in. Each pushes a C trampoline and a light userdata and calls lua_pcall: everything that may raise
// happens inside, and nothing of Swift's is on the stack between lua_pcall and the raise.

typedef struct entry {
    const uint8_t *source;
    size_t count;
    const char *chunk;
    const char *name;
    int32_t reference;
    int32_t id;
    int32_t libraries;
    int32_t arguments;
} entry;

static void drop_function(c_tocsin_lua *host, lua_State *L, int32_t reference) {
    // Assigning nil or to an existing key does not allocate; it cannot raise.
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_functions);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_function_ids);
    if (lua_rawgeti(L, -2, reference) == LUA_TFUNCTION) {
        lua_pushnil(L);
        lua_rawset(L, -3);
        lua_pushnil(L);
        lua_rawseti(L, -3, reference);
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_watch);
        lua_pushnil(L);
        lua_rawseti(L, -2, reference);
        lua_pop(L, 1);
    } else {
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    host->holds[reference] = 0;
    host->spare[host->spare_count++] = reference;  // there is room for all
}

static void let_go(c_tocsin_lua *host, lua_State *L, int32_t reference) {
    if (reference < 1 || reference > host->hold_count || host->holds[reference] == 0) return;
    if (--host->holds[reference] == 0) drop_function(host, L, reference);
}

static void begin(c_tocsin_lua *host) {
    host->left = host->limits.steps;
    host->deadline = clock_now() + host->limits.nanoseconds;
    host->thread_start = -1;
    host->trip = 0;
    host->refusals = 0;
    host->captured = 0;
    host->code = 0;
    host->refused_line = 0;
    host->log_left = (int64_t)host->limits.log;
    host->epoch++;
    host->serial_of_call = host->serial;
    host->peak = host->used;
}

/// Names a failure that the handler has not seen: memory errors and errors in error handling have no handler.
static void name_failure(c_tocsin_lua *host, int status) {
    if (host->trip) {
        host->code = host->trip;
        return;
    }
    if (status == LUA_ERRMEM) {
        host->captured = 0;
        trip_quietly(host, C_TOCSIN_LUA_MEMORY, NULL);
        if (host->refused_line > 0) {
            host->line = host->refused_line;
            host->chunk.count = 0;
            buffer_text(&host->chunk, host->refused_chunk);
        }
    } else if (status == LUA_ERRERR) {
        host->captured = 0;
        trip_quietly(host, C_TOCSIN_LUA_STACK, NULL);
    }
}

/// An error value that is no string, said as tostring would; its own __tostring may run, within the budget.
static int describe_error(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    lua_settop(L, 1);
    size_t count;
    const char *text;
    if (lua_type(L, 1) == LUA_TTABLE && luaL_getmetafield(L, 1, "__tostring") == LUA_TNIL) {
        push_real(L, 1);
        lua_pushliteral(L, "message");
        lua_rawget(L, -2);
        if (lua_type(L, -1) != LUA_TSTRING) {
            lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
        }
    } else if (lua_isnil(L, 1)) {
        lua_pushliteral(L, "nil");
    } else {
        lua_settop(L, 1);
        to_text(L, 1, &count);
    }
    text = lua_tolstring(L, -1, &count);
    if (count > NAME_MAX_BYTES) count = NAME_MAX_BYTES;
    host->message.count = 0;
    buffer_append(&host->message, text, count);
    return 0;
}

static int32_t enter(c_tocsin_lua *host, lua_CFunction body, entry *what) {
    lua_State *L = host->current;
    int outermost = host->depth == 0;
    int top = lua_gettop(L);
    if (!lua_checkstack(L, 8)) {
        host->captured = 0;
        capture(host, NULL, C_TOCSIN_LUA_MEMORY, "memory limit reached", 20);
        return C_TOCSIN_LUA_MEMORY;
    }
    if (outermost) {
        begin(host);
        arm(host, L);
    }
    host->depth++;
    size_t waiting = host->crossing_base;
    host->crossing_base = host->crossing.count;
    lua_pushcfunction(L, message_handler);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, what);
    int status = lua_pcall(L, 1, 0, top + 1);
    if (status != LUA_OK) {
        name_failure(host, status);
        if (!host->trip && lua_type(L, -1) != LUA_TSTRING) {
            lua_pushcfunction(L, describe_error);
            lua_pushvalue(L, -2);
            int32_t line = host->line;
            status = lua_pcall(L, 1, 0, 0);
            if (host->trip) host->code = host->trip;
            else if (status != LUA_OK) {
                host->line = line;
                host->message.count = 0;
                buffer_text(&host->message, "(the error object has no text)");
            }
        }
        if (host->code == 0) host->code = C_TOCSIN_LUA_INTERNAL;
    }
    host->current = L;
    lua_settop(L, top);
    host->depth--;
    host->crossing.count = host->crossing_base;
    host->crossing_base = waiting;
    if (outermost) {
        lua_sethook(L, NULL, 0, 0);
        host->last_steps = host->limits.steps - host->left;
        host->total_steps += host->last_steps;
        host->calls++;
        // What no later call may see.
        host->epoch++;
        host->internal = 0;
        lua_pushnil(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &key_next);
    }
    return status == LUA_OK && host->code == 0 ? C_TOCSIN_LUA_OK : host->code;
}

// MARK: Environments and the prelude

static int environment_body(lua_State *L) {
    entry *what = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_environments);
    push_environment(L, what->name, what->id, what->libraries);
    lua_rawseti(L, -2, what->id + 1);
    return 0;
}

int32_t c_tocsin_lua_environment(c_tocsin_lua *host, const char *name, int32_t id, int32_t libraries) {
    entry what = {.name = name, .id = id, .libraries = libraries};
    int32_t code = enter(host, environment_body, &what);
    return code == C_TOCSIN_LUA_OK ? id + 1 : -code;
}

static void load_or_raise(lua_State *L, entry *what, int environment) {
    remember_chunk(host_of(L), what->chunk);
    if (load_text(L, (const char *)what->source, what->count, what->chunk, environment) == LUA_OK) return;
    size_t count;
    const char *text = lua_tolstring(L, -1, &count);
    if (!text) lua_error(L);
    capture(host_of(L), NULL, C_TOCSIN_LUA_SYNTAX, text, count);
    lua_error(L);
}

static int prelude_line(lua_State *L) {
    lua_Debug frame;
    lua_Integer level = luaL_optinteger(L, 1, 1);
    if (level < 0 || level > 200 || !lua_getstack(L, (int)level, &frame)) {
        lua_pushinteger(L, 0);
        return 1;
    }
    lua_getinfo(L, "l", &frame);
    lua_pushinteger(L, frame.currentline > 0 ? frame.currentline : 0);
    return 1;
}

static int prelude_body(lua_State *L) {
    entry *what = lua_touserdata(L, 1);
    c_tocsin_lua *host = host_of(L);
    push_value(L, host->out.bytes, 0, "natives");
    lua_pushcfunction(L, prelude_line);
    lua_setfield(L, 2, "line");
    push_environment(L, what->chunk, -1, 1);
    push_real(L, 3);
    lua_pushcfunction(L, prelude_line);
    lua_setfield(L, -2, "line");
    lua_pop(L, 1);
    load_or_raise(L, what, 3);
    lua_pushvalue(L, 2);
    lua_call(L, 1, 1);
    luaL_checktype(L, -1, LUA_TTABLE);
    // Every plugin sees these: what one could change another would see.
    int fields = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, fields)) {
        if (lua_type(L, -1) == LUA_TTABLE) {
            const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "prelude";
            lua_pushvalue(L, -1);
            freeze_deep(L, name);
        }
        lua_pop(L, 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_prelude);
    return 0;
}

int32_t c_tocsin_lua_prelude(c_tocsin_lua *host, const uint8_t *source, size_t count, const char *chunk) {
    entry what = {.source = source, .count = count, .chunk = chunk};
    free(host->prelude_chunk);
    host->prelude_chunk = strdup(chunk);
    return enter(host, prelude_body, &what);
}

// MARK: Running and calling

static void push_environment_at(lua_State *L, int32_t environment) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_environments);
    if (lua_rawgeti(L, -1, environment) != LUA_TTABLE) luaL_error(L, "no such environment");
    lua_remove(L, -2);
}

static int run_body(lua_State *L) {
    entry *what = lua_touserdata(L, 1);
    push_environment_at(L, what->reference);
    load_or_raise(L, what, 2);
    lua_call(L, 0, LUA_MULTRET);
    write_results(L, 3, &host_of(L)->results);
    return 0;
}

int32_t c_tocsin_lua_run(
    c_tocsin_lua *host, const uint8_t *source, size_t count, const char *chunk, int32_t environment) {
    entry what = {.source = source, .count = count, .chunk = chunk, .reference = environment};
    host->keeps = 1;
    if (host->depth == 0) {
        host->seed = 14695981039346656037u;
        for (const char *c = chunk; *c; c++) host->seed = (host->seed ^ (uint8_t)*c) * 1099511628211u;
        seed_random(host, host->seed, 0);
    }
    return enter(host, run_body, &what);
}

static int call_body(lua_State *L) {
    entry *what = lua_touserdata(L, 1);
    c_tocsin_lua *host = host_of(L);
    if (!host->keeps && host->depth == 1) watch_function(L, what->reference);
    push_function(L, what->reference);
    const uint8_t *at = host->out.bytes;
    luaL_checkstack(L, what->arguments + 8, "arguments");
    for (int32_t i = 0; i < what->arguments; i++) at = push_value(L, at, 0, "");
    lua_call(L, what->arguments, LUA_MULTRET);
    write_results(L, 2, &host->results);
    return 0;
}

/// Compares what the function may not have changed; a failure of the call itself has the word.
static int check(c_tocsin_lua *host, int32_t function) {
    lua_State *L = host->state;
    int failed = host->captured;
    if (!lua_checkstack(L, 4)) return 0;
    host->left = INT64_MAX;
    lua_pushcfunction(L, check_kept);
    lua_pushinteger(L, function);
    int status = lua_pcall(L, 1, 0, 0);
    if (status != LUA_OK) lua_pop(L, 1);
    return !failed && host->captured && host->code == C_TOCSIN_LUA_STATE;
}

int32_t c_tocsin_lua_call(c_tocsin_lua *host, int32_t function, int32_t count, uint64_t seed, int32_t keeps) {
    entry what = {.reference = function, .arguments = count};
    if (host->depth == 0) {
        for (int i = 0; i < host->temporary_count; i++) let_go(host, host->state, host->temporary[i]);
        host->temporary_count = 0;
        host->seed = seed;
        seed_random(host, seed, 0);
        host->keeps = keeps;
        host->in_call = 1;
        int32_t code = enter(host, call_body, &what);
        host->in_call = 0;
        if (!keeps && check(host, function)) code = host->code;
        return code;
    }
    return enter(host, call_body, &what);
}

void c_tocsin_lua_release(c_tocsin_lua *host, int32_t function) { let_go(host, host->current, function); }

c_tocsin_lua_bytes c_tocsin_lua_results(c_tocsin_lua *host) {
    c_tocsin_lua_bytes all = {host->results.bytes, host->results.count};
    return all;
}
