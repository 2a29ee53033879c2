#include "host.h"
#include "library.h"

// The replaced functions of Lua's base library.

// MARK: Text of a value

/// `tostring` without addresses: what has no text of its own is named by its creation number, counted from the
/// call's beginning for what the call made, so that two runs and two workers say the same.
static void push_identity(lua_State *L, int index, const char *type) {
    c_tocsin_lua *host = host_of(L);
    uint64_t serial = serial_at(L, index);
    if (serial == 0) {
        lua_pushfstring(L, "%s: builtin", type);
        return;
    }
    char text[40];
    if (serial > host->serial_of_call)
        snprintf(text, sizeof text, "0x%014llx", (unsigned long long)(serial - host->serial_of_call));
    else
        snprintf(text, sizeof text, "0x1%013llx", (unsigned long long)serial);
    lua_pushfstring(L, "%s: %s", type, text);
}

/// Pushes the text of a value, as luaL_tolstring does.
const char *to_text(lua_State *L, int index, size_t *count) {
    index = lua_absindex(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    } else {
        switch (lua_type(L, index)) {
        case LUA_TNUMBER:
            if (lua_isinteger(L, index))
                lua_pushfstring(L, "%I", (LUAI_UACINT)lua_tointeger(L, index));
            else
                lua_pushfstring(L, "%f", (LUAI_UACNUMBER)lua_tonumber(L, index));
            break;
        case LUA_TSTRING: lua_pushvalue(L, index); break;
        case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
        case LUA_TNIL: lua_pushliteral(L, "nil"); break;
        default: {
            int kind = luaL_getmetafield(L, index, "__name");
            push_identity(L, index, kind == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, index));
            if (kind != LUA_TNIL) lua_remove(L, -2);
        }
        }
    }
    return lua_tolstring(L, -1, count);
}

int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    size_t count;
    to_text(L, 1, &count);
    charge(L, 1);
    return 1;
}

// MARK: The rule's log

static int log_line(lua_State *L, int warning) {
    c_tocsin_lua *host = host_of(L);
    int count = lua_gettop(L);
    luaL_Buffer line;
    luaL_checkstack(L, 10, "print");
    luaL_buffinit(L, &line);
    for (int i = 1; i <= count; i++) {
        size_t length;
        if (i > 1 && !warning) luaL_addchar(&line, '\t');
        to_text(L, i, &length);
        luaL_addvalue(&line);
    }
    luaL_pushresult(&line);
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    charge(L, 10 + (int64_t)(length >> 4));
    // Capped: the log is kept outside Lua's memory until the run ends.
    host->log_left -= (int64_t)length + 1;
    if (host->log_left < 0) trip(L, C_TOCSIN_LUA_LOG, NULL);
    host->answer(host->context, C_TOCSIN_LUA_ASK_LOG, warning, (const uint8_t *)text, length);
    return 0;
}

int base_print(lua_State *L) { return log_line(L, 0); }

int base_warn(lua_State *L) {
    luaL_checkstring(L, 1);
    for (int i = 2; i <= lua_gettop(L); i++) luaL_checkstring(L, i);
    const char *first = lua_tostring(L, 1);
    if (lua_gettop(L) == 1 && first[0] == '@') return 0;  // a control message: nothing here to control
    return log_line(L, 1);
}

// MARK: Protected calls

/// After a protected call failed. A trip is raised again: nothing in a rule may swallow it. So is a full memory:
/// code that runs on after it meets the memory bugs of 5.4.4.
static void pass_on_trips(lua_State *L, int status) {
    c_tocsin_lua *host = host_of(L);
    if (status == LUA_ERRMEM && !host->trip) {
        trip_quietly(host, C_TOCSIN_LUA_MEMORY, NULL);
        if (host->refused_line > 0) {
            host->line = host->refused_line;
            host->chunk.count = 0;
            buffer_text(&host->chunk, host->refused_chunk);
        }
    }
    if (host->trip) raise_trip(L);
    int overflow = status == LUA_ERRERR;
    if (lua_type(L, -1) == LUA_TSTRING) {
        size_t count;
        const char *text = lua_tolstring(L, -1, &count);
        if (count < 200 && memmem(text, count, "stack overflow", 14)) overflow = 1;
    }
    if (overflow) trip(L, C_TOCSIN_LUA_STACK, NULL);
    if (host->code == C_TOCSIN_LUA_STATE && host->captured) lua_error(L);
    host->captured = 0;
    host->code = 0;
    charge(L, 10);
}

static int finish_pcall(lua_State *L, int status, lua_KContext skip) {
    if (status != LUA_OK && status != LUA_YIELD) {
        pass_on_trips(L, status);
        lua_pushboolean(L, 0);
        lua_pushvalue(L, -2);
        return 2;
    }
    return lua_gettop(L) - (int)skip;
}

int base_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall);
    return finish_pcall(L, status, 0);
}

/// The handler is called plainly, after the stack is unwound: inside Lua's own xpcall it would run with hooks off, and
/// an endless handler would never stop. Stack: handler, true, then the results or the error value.
static int finish_handler(lua_State *L, int status, lua_KContext unused) {
    (void)status;
    (void)unused;
    return lua_gettop(L) - 1;
}

static int finish_xpcall(lua_State *L, int status, lua_KContext unused) {
    (void)unused;
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - 1;
    pass_on_trips(L, status);
    lua_pushboolean(L, 0);
    lua_replace(L, 2);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_rotate(L, 3, 2);
    lua_settop(L, 4);
    lua_callk(L, 1, 1, 0, finish_handler);  // a handler has one result
    return finish_handler(L, LUA_OK, 0);
}

int base_xpcall(lua_State *L) {
    int count = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    lua_remove(L, 1);
    int status = lua_pcallk(L, count - 2, LUA_MULTRET, 0, 0, finish_xpcall);
    return finish_xpcall(L, status, 0);
}

// MARK: load

/// `load`: text only, within the source limit, in the plugin's environment (upvalue 1).
int base_load(lua_State *L) {
    size_t count;
    const char *source = lua_tolstring(L, 1, &count);
    const char *mode = luaL_optstring(L, 3, "bt");
    const char *name = luaL_optstring(L, 2, source ? source : "=(load)");
    c_tocsin_lua *host = host_of(L);
    // Another environment would be a way round the read-only one.
    if (!lua_isnoneornil(L, 4)) return luaL_error(L, "load cannot be given an environment: it uses the plugin's");
    if (!source) {
        if (lua_type(L, 1) != LUA_TFUNCTION) {
            // As luaL_checktype says it, which would not know this closure's name.
            int named = luaL_getmetafield(L, 1, "__name") == LUA_TSTRING;
            return luaL_error(
                L, "bad argument #1 to 'load' (function expected, got %s)",
                named ? lua_tostring(L, -1) : lua_isnone(L, 1) ? "no value" : luaL_typename(L, 1));
        }
        lua_settop(L, 3);  // the name stays where it is
        luaL_Buffer whole;
        luaL_buffinit(L, &whole);
        size_t total = 0;
        for (;;) {
            lua_pushvalue(L, 1);
            int status = lua_pcall(L, 0, 1, 0);
            if (status != LUA_OK) {  // load gives back its reader's errors as it does those of the source
                pass_on_trips(L, status);
                lua_pushnil(L);
                lua_insert(L, -2);
                return 2;
            }
            charge(L, 1);
            size_t piece;
            const char *text = lua_tolstring(L, -1, &piece);
            if (lua_isnil(L, -1) || (text && piece == 0)) {
                lua_pop(L, 1);
                break;
            }
            if (lua_type(L, -1) != LUA_TSTRING) {
                lua_pushnil(L);
                lua_pushliteral(L, "reader function must return a string");
                return 2;
            }
            total += piece;
            if (total > host->limits.source) trip(L, C_TOCSIN_LUA_SOURCE, NULL);
            luaL_addvalue(&whole);
        }
        luaL_pushresult(&whole);
        source = lua_tolstring(L, -1, &count);
    }
    luaL_checkstack(L, 6, "load");
    if (strchr(mode, 't') == NULL) {
        lua_pushnil(L);
        lua_pushfstring(L, "attempt to load a text chunk (mode is '%s')", mode);
        return 2;
    }
    charge_work(L, 50 + (int64_t)count * 4);
    if (load_chunk(L, source, count, name, lua_upvalueindex(1)) == LUA_OK) return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}

// MARK: require

/// `require`: files of the plugin's and of std, read by Swift, run once an environment. Upvalues: the environment,
/// its number, the table of what was loaded.
int base_require(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    size_t count;
    const char *name = luaL_checklstring(L, 1, &count);
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(3)) != LUA_TNIL) {
        if (lua_touserdata(L, -1) == &key_loaded)
            return luaL_error(L, "module '%s' requires itself (directly or through others)", name);
        return 1;
    }
    lua_settop(L, 1);
    charge(L, 1000);
    if (host->in_call && !host->keeps)
        return luaL_error(L, "module '%s' is required for the first time inside a call: require it where the file begins", name);
    host->out.count = 0;
    int32_t code = host->answer(
        host->context, C_TOCSIN_LUA_ASK_MODULE, (int32_t)lua_tointeger(L, lua_upvalueindex(2)), (const uint8_t *)name,
        count);
    if (code != C_TOCSIN_LUA_OK) raise_answer(L, code);
    const uint8_t *at = push_value(L, host->out.bytes, 0, "");  // 2: source
    push_value(L, at, 0, "");                                   // 3: chunk
    size_t length;
    const char *source = lua_tolstring(L, 2, &length);
    const char *chunk = lua_tostring(L, 3);
    lua_pushvalue(L, 1);
    lua_pushlightuserdata(L, &key_loaded);
    lua_rawset(L, lua_upvalueindex(3));
    remember_chunk(host, chunk);
    if (load_text(L, source, length, chunk, lua_upvalueindex(1)) != LUA_OK) {
        const char *text = lua_tolstring(L, -1, &count);
        lua_pushvalue(L, 1);
        lua_pushnil(L);
        lua_rawset(L, lua_upvalueindex(3));
        host->captured = 0;
        capture(host, L, C_TOCSIN_LUA_SYNTAX, text, count);
        return lua_error(L);
    }
    lua_pushcfunction(L, message_handler);
    lua_insert(L, -2);
    lua_pushvalue(L, 1);
    if (lua_pcall(L, 1, 1, -3) != LUA_OK) {  // it is not being loaded any more: the next require tries again
        lua_pushvalue(L, 1);
        lua_pushnil(L);
        lua_rawset(L, lua_upvalueindex(3));
        return lua_error(L);
    }
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushboolean(L, 1);
    }
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, lua_upvalueindex(3));
    return 1;
}
