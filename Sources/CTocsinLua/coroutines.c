#include "host.h"
#include "library.h"

// coroutine.* with budgets: a new thread starts its own count of instructions, so short ones would hide what they
// run. Each is charged for its first stretch when it is made, and the hook comes at the end of that stretch.
// After lcorolib.c of Lua 5.4 (MIT licence, © 1994–2022 Lua.org, PUC-Rio).

enum { FIRST_STRETCH = 100, RESUME_PRICE = 10 };

static lua_State *thread_argument(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "thread");
    return co;
}

/// A trip inside a coroutine ends the call, not only the coroutine.
static void pass_on_trips_of(lua_State *L, lua_State *co, int status) {
    c_tocsin_lua *host = host_of(L);
    if (status == LUA_ERRMEM && !host->trip) trip_quietly(host, C_TOCSIN_LUA_MEMORY, NULL);
    if (status == LUA_ERRERR && !host->trip) trip_quietly(host, C_TOCSIN_LUA_STACK, NULL);
    if (host->trip) raise_trip(L);
    if (host->code == C_TOCSIN_LUA_STATE && host->captured) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &key_trip_message);
        lua_error(L);
    }
    if (lua_type(co, -1) == LUA_TSTRING) {
        size_t count;
        const char *text = lua_tolstring(co, -1, &count);
        if (count < 200 && memmem(text, count, "stack overflow", 14)) trip(L, C_TOCSIN_LUA_STACK, NULL);
    }
}

/// Returns the number of results on L, or -1 with the error value on L.
static int resume(lua_State *L, lua_State *co, int count) {
    c_tocsin_lua *host = host_of(L);
    charge(L, RESUME_PRICE);
    lua_pushthread(co);
    uint64_t serial = serial_at(co, -1);
    lua_pop(co, 1);
    if (is_kept(host, serial)) refuse_kept(L, "a coroutine");
    if (!has_room(L, co, count)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, count);
    if (lua_gethookcount(co) > hook_interval(host)) arm(host, co);
    host->current = co;
    int results;
    int status = lua_resume(co, L, count, &results);
    host->current = L;
    // What the coroutine made may be big: the thread it returns to is watched as closely.
    if (lua_gethookcount(L) > hook_interval(host)) arm(host, L);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!has_room(L, L, results + 1)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
        return results;
    }
    pass_on_trips_of(L, co, status);
    lua_xmove(co, L, 1);
    return -1;
}

static int coroutine_resume(lua_State *L) {
    lua_State *co = thread_argument(L);
    int results = resume(L, co, lua_gettop(L) - 1);
    if (results < 0) {
        host_of(L)->captured = 0;
        host_of(L)->code = 0;
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

static int wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume(L, co, lua_gettop(L));
    if (results >= 0) return results;
    if (lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int coroutine_create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    charge(L, FIRST_STRETCH);
    lua_State *co = lua_newthread(L);
    int interval = hook_interval(host_of(L));
    lua_sethook(co, budget_hook, LUA_MASKCOUNT, interval < FIRST_STRETCH ? interval : FIRST_STRETCH);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

static int coroutine_wrap(lua_State *L) {
    coroutine_create(L);
    lua_pushcclosure(L, wrapped, 1);
    return 1;
}

static int coroutine_yield(lua_State *L) { return lua_yield(L, lua_gettop(L)); }

static int coroutine_status(lua_State *L) {
    lua_State *co = thread_argument(L);
    const char *name = "dead";
    lua_Debug frame;
    if (L == co) name = "running";
    else if (lua_status(co) == LUA_YIELD) name = "suspended";
    else if (lua_status(co) == LUA_OK) {
        if (lua_getstack(co, 0, &frame)) name = "normal";
        else if (lua_gettop(co) > 0) name = "suspended";
    }
    lua_pushstring(L, name);
    return 1;
}

static int coroutine_isyieldable(lua_State *L) {
    lua_State *co = lua_isnone(L, 1) ? L : thread_argument(L);
    lua_pushboolean(L, lua_isyieldable(co));
    return 1;
}

static int coroutine_running(lua_State *L) {
    lua_pushboolean(L, lua_pushthread(L));
    return 2;
}

const luaL_Reg coroutine_functions[] = {
    {"create", coroutine_create},   {"resume", coroutine_resume},
    {"wrap", coroutine_wrap},       {"yield", coroutine_yield},
    {"status", coroutine_status},   {"isyieldable", coroutine_isyieldable},
    {"running", coroutine_running}, {NULL, NULL},
};
