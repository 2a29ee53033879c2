#include "host.h"

char key_trip_message, key_err_in_err, key_functions, key_function_ids, key_environments, key_libraries, key_prelude,
    key_objects, key_object_types, key_natives, key_frozen, key_name, key_nil, key_next, key_guard, key_original,
    key_watch, key_loaded, key_string_table;

// MARK: Memory

/// Every block carries its creation number in front, so that tables, functions and threads have an order and a name
/// that do not depend on where memory happens to lie.
enum { HEADER = sizeof(uint64_t) };

/// What malloc really takes, so that the limit is one on the machine's memory.
static size_t cost(size_t size) {
    size_t whole = (size + HEADER + 8 + 15) & ~(size_t)15;
    return whole < 32 ? 32 : whole;
}

static void forget_big(c_tocsin_lua *host, void *block) {
    for (int i = 0; i < host->big_count; i++) {
        if (host->big[i] != block) continue;
        host->big_count--;
        host->big[i] = host->big[host->big_count];
        host->big_size[i] = host->big_size[host->big_count];
        host->big_largest = 0;
        for (int k = 0; k < host->big_count; k++)
            if (host->big_size[k] > host->big_largest) host->big_largest = host->big_size[k];
        return;
    }
}

static void remember_big(c_tocsin_lua *host, void *block, size_t size) {
    if (host->big_count == BIG_STRINGS_MAX) return;  // the memory limit comes first: 1,024 of them are 64 MB
    host->big[host->big_count] = block;
    host->big_size[host->big_count++] = size;
    if (size <= host->big_largest) return;
    host->big_largest = size;
    // Only sets fields, as lua.c does from a signal handler; the next instructions are watched more closely. Never when
    // that would not shorten the stretch: setting a hook starts its count again, and one that is set over and over
    // never comes.
    if (host->depth > 0 && lua_gethookcount(host->current) > hook_interval(host)) arm(host, host->current);
}

static void note_refusal(c_tocsin_lua *host) {
    lua_Debug frame;
    // A refusal while the stack is unwound finds no frame and leaves what the one before has noted.
    for (int level = 0; level < 100 && lua_getstack(host->current, level, &frame); level++) {
        lua_getinfo(host->current, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        const char *shown = frame.source[0] == '@' ? frame.source + 1 : frame.short_src;
        snprintf(host->refused_chunk, sizeof host->refused_chunk, "%s", shown);
        host->refused_line = frame.currentline;
        return;
    }
}

static void *refuse(c_tocsin_lua *host) {
    host->refusals++;
    if (host->depth > 0) note_refusal(host);
    if (host->depth > 0 && host->refusals > host->limits.refusals)
        trip_quietly(host, C_TOCSIN_LUA_MEMORY, NULL);
    return NULL;
}

/// Lua's allocator: counts, limits, numbers. Called from anywhere inside Lua, so it touches no Lua value.
static void *allocate(void *context, void *block, size_t old_size, size_t size) {
    c_tocsin_lua *host = context;
    if (!block) {
        int kind = (int)old_size;  // for a new block Lua passes the kind of object
        if (size == 0) return NULL;
        if (kind == LUA_TSTRING && size > host->limits.string + 64) {  // one instruction reads all of a string
            if (host->depth > 0) trip_quietly(host, C_TOCSIN_LUA_STRING_SIZE, NULL);
            return NULL;
        }
        size_t price = cost(size);
        if (host->used + price > host->limits.memory) return refuse(host);
        uint64_t *fresh = malloc(size + HEADER);
        if (!fresh) return refuse(host);
        host->used += price;
        if (host->used > host->peak) host->peak = host->used;
        *fresh = 0;
        if (size > 1024) host->left -= (int64_t)(size >> 8);
        if (kind == LUA_TSTRING) {
            if (size > BIG_STRING) remember_big(host, fresh + 1, size);
        } else if (kind == LUA_TTABLE || kind == LUA_TFUNCTION || kind == LUA_TTHREAD) {
            if (host->internal == 0) *fresh = ++host->serial;
        }
        return fresh + 1;
    }
    uint64_t *whole = (uint64_t *)block - 1;
    if (size == 0) {
        if (old_size > BIG_STRING && host->big_count) forget_big(host, block);
        host->used -= cost(old_size);
        free(whole);
        return NULL;
    }
    size_t before = cost(old_size), after = cost(size);
    if (after > before && host->used + (after - before) > host->limits.memory) return refuse(host);
    uint64_t *moved = realloc(whole, size + HEADER);
    if (!moved) {
        if (size <= old_size) return block;  // Lua counts on it that shrinking succeeds
        return refuse(host);
    }
    host->used = host->used - before + after;
    if (host->used > host->peak) host->peak = host->used;
    if (size > (1u << 16) && size > old_size) host->left -= (int64_t)((size - old_size) >> 8);
    return moved + 1;
}

uint64_t serial_at(lua_State *L, int index) {
    index = lua_absindex(L, index);
    const char *address = lua_topointer(L, index);
    if (!address) return 0;
    switch (lua_type(L, index)) {
    case LUA_TTABLE: break;
    case LUA_TFUNCTION:
        // A C function without upvalues is no object of Lua's, only an address of ours.
        if (lua_tocfunction(L, index) && !lua_getupvalue(L, index, 1)) return 0;
        if (lua_tocfunction(L, index)) lua_pop(L, 1);
        break;
    case LUA_TTHREAD: address -= LUA_EXTRASPACE; break;
    default: return 0;
    }
    return ((const uint64_t *)(const void *)address)[-1];
}

// MARK: Budget

static int64_t now_on(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clock_now(void) { return now_on(CLOCK_MONOTONIC); }

/// True when the call has used up its time: that of its own thread on a processor, so that a busy machine stops no
/// honest rule. The wall is cheap to ask and asked first; ten times the limit on the wall ends the call all the same.
int is_late(c_tocsin_lua *host) {
    int64_t wall = clock_now();
    if (host->thread_start < 0) {
        // A thread's own time is a system call: a call too short to get here does not pay for it.
        host->thread_start = now_on(CLOCK_THREAD_CPUTIME_ID);
        host->wall_start = wall;
    }
    if (wall <= host->deadline) return 0;
    int64_t used = now_on(CLOCK_THREAD_CPUTIME_ID) - host->thread_start;
    if (used >= host->limits.nanoseconds || (wall - host->wall_start) / 10 >= host->limits.nanoseconds) return 1;
    host->deadline = wall + host->limits.nanoseconds - used;
    return 0;
}

/// One instruction on a string of n bytes (compare, concatenate) costs up to 10 ns a byte, so the hook comes often
/// enough that there are never more than about 16 MB of such work between two looks at the clock.
int hook_interval(const c_tocsin_lua *host) {
    if (host->big_largest == 0) return HOOK_INTERVAL;
    size_t interval = (16u << 20) / host->big_largest;
    return interval < 10 ? 10 : interval > HOOK_INTERVAL ? HOOK_INTERVAL : (int)interval;
}

void arm(c_tocsin_lua *host, lua_State *L) { lua_sethook(L, budget_hook, LUA_MASKCOUNT, hook_interval(host)); }

void budget_hook(lua_State *L, lua_Debug *unused) {
    (void)unused;
    c_tocsin_lua *host = host_of(L);
    int interval = lua_gethookcount(L);
    host->left -= interval;
    if (host->trip || host->left < 0 || is_late(host)) out_of_budget(L);
    int wanted = hook_interval(host);
    if (wanted != interval) arm(host, L);
}

/// Raises for a call that has used up its steps or its time or has tripped before; returns when it has not.
void out_of_budget(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    if (host->trip) raise_trip(L);
    if (host->left < 0) trip(L, C_TOCSIN_LUA_STEPS, NULL);
    if (is_late(host)) trip(L, C_TOCSIN_LUA_TIME, NULL);
}

static void grouped(int64_t n, char *to, size_t size) {
    char digits[32];
    int count = snprintf(digits, sizeof digits, "%lld", (long long)n);
    size_t at = 0;
    for (int i = 0; i < count && at + 2 < size; i++) {
        if (i && (count - i) % 3 == 0) to[at++] = ',';
        to[at++] = digits[i];
    }
    to[at] = 0;
}

static void size_text(size_t bytes, char *to, size_t size) {
    if (bytes >= 1u << 20 && bytes % (1u << 20) == 0)
        snprintf(to, size, "%zu MB", bytes >> 20);
    else if (bytes >= 1024 && bytes % 1024 == 0)
        snprintf(to, size, "%zu KB", bytes >> 10);
    else
        snprintf(to, size, "%zu bytes", bytes);
}

static void describe_trip(c_tocsin_lua *host, int32_t code, char *to, size_t size) {
    char amount[48];
    switch (code) {
    case C_TOCSIN_LUA_MEMORY:
        size_text(host->limits.memory, amount, sizeof amount);
        snprintf(to, size, "memory limit reached: %s", amount);
        return;
    case C_TOCSIN_LUA_STEPS:
        grouped(host->limits.steps, amount, sizeof amount);
        snprintf(to, size, "step limit reached: %s", amount);
        return;
    case C_TOCSIN_LUA_TIME:
        snprintf(to, size, "time limit reached: %.3g s", (double)host->limits.nanoseconds / 1e9);
        return;
    case C_TOCSIN_LUA_STRING_SIZE:
        size_text(host->limits.string, amount, sizeof amount);
        snprintf(to, size, "string limit reached: a string over %s", amount);
        return;
    case C_TOCSIN_LUA_SOURCE:
        size_text(host->limits.source, amount, sizeof amount);
        snprintf(to, size, "source limit reached: over %s", amount);
        return;
    case C_TOCSIN_LUA_LOG:
        size_text(host->limits.log, amount, sizeof amount);
        snprintf(to, size, "log limit reached: over %s printed", amount);
        return;
    case C_TOCSIN_LUA_STACK: snprintf(to, size, "stack limit reached: calls are nested too deep"); return;
    default: snprintf(to, size, "stopped");
    }
}

/// Notes a trip without raising: for the allocator, whose caller raises Lua's own memory error.
void trip_quietly(c_tocsin_lua *host, int32_t code, const char *text) {
    if (host->trip) return;
    char described[256];
    if (!text) {
        describe_trip(host, code, described, sizeof described);
        text = described;
    }
    host->trip = code;
    host->captured = 0;
    capture(host, host->current, code, text, strlen(text));
}

void raise_trip(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &key_trip_message);
    lua_error(L);
    abort();
}

void trip(lua_State *L, int32_t code, const char *format, ...) {
    c_tocsin_lua *host = host_of(L);
    char text[512];
    if (format) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
    }
    trip_quietly(host, code, format ? text : NULL);
    raise_trip(L);
}

// MARK: Opening and closing

/// Reaching this is a fault of ours: an error left every protected call.
static int panic(lua_State *L) {
    const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "(not a string)";
    fprintf(stderr, "tocsin: unprotected Lua error: %s\n", text);
    abort();
}

static int open_protected(lua_State *L) {
    // An error while an error is handled must not need memory.
    lua_pushliteral(L, "error in error handling");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_err_in_err);
    lua_pushliteral(L, "a limit stopped the call");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &key_trip_message);
    void *const tables[] = {&key_functions, &key_function_ids, &key_environments, &key_libraries,
                            &key_objects,   &key_object_types, &key_natives,      &key_watch,
                            &key_loaded};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        lua_newtable(L);
        lua_rawsetp(L, LUA_REGISTRYINDEX, tables[i]);
    }
    open_libraries(L);
    return 0;
}

c_tocsin_lua *c_tocsin_lua_open(
    const c_tocsin_lua_limits *limits, void *context, c_tocsin_lua_answer answer,
    c_tocsin_lua_native native, int32_t *code) {
    c_tocsin_lua *host = calloc(1, sizeof *host);
    if (!host) abort();
    host->limits = *limits;
    host->context = context;
    host->answer = answer;
    host->native = native;
    host->left = limits->steps;
    host->log_left = (int64_t)limits->log;
    host->deadline = INT64_MAX;
    host->state = lua_newstate(allocate, host);
    *code = C_TOCSIN_LUA_MEMORY;
    if (!host->state) {
        c_tocsin_lua_close(host);
        return NULL;
    }
    lua_State *L = host->state;
    host->current = L;
    *(c_tocsin_lua **)lua_getextraspace(L) = host;
    lua_atpanic(L, panic);
    // Incremental: the generational collector is 5.4's own and has lost live objects in its first releases.
    lua_gc(L, LUA_GCINC, 150, 200, 0);
    lua_pushcfunction(L, open_protected);
    int status = lua_pcall(L, 0, 0, 0);
    if (status != LUA_OK) {
        *code = status == LUA_ERRMEM ? C_TOCSIN_LUA_MEMORY : C_TOCSIN_LUA_INTERNAL;
        c_tocsin_lua_close(host);
        return NULL;
    }
    *code = C_TOCSIN_LUA_OK;
    host->serial_of_call = UINT64_MAX;
    return host;
}

void c_tocsin_lua_close(c_tocsin_lua *host) {
    if (host->state) lua_close(host->state);
    for (int i = 0; i < host->chunk_count; i++) free(host->chunks[i].full);
    free(host->chunks);
    free(host->temporary);
    free(host->holds);
    free(host->spare);
    free(host->prelude_chunk);
    for (int i = 0; i < host->type_count; i++) free(host->types[i]);
    free(host->types);
    buffer *const buffers[] = {&host->out,     &host->results, &host->crossing,
                               &host->message, &host->chunk,   &host->traceback};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) free(buffers[i]->bytes);
    free(host);
}

void c_tocsin_lua_clear(c_tocsin_lua *host) { host->out.count = 0; }

void c_tocsin_lua_put(c_tocsin_lua *host, const void *bytes, size_t count) { buffer_append(&host->out, bytes, count); }

c_tocsin_lua_statistics c_tocsin_lua_counted(const c_tocsin_lua *host) {
    c_tocsin_lua_statistics s = {
        .steps = host->last_steps,
        .total_steps = host->total_steps,
        .calls = host->calls,
        .memory = host->used,
        .memory_peak = host->peak,
    };
    return s;
}

const char *c_tocsin_lua_version(void) {
    // What the library says of itself, which need not be what the header said: "$LuaVersion: Lua 5.4.4  Copyright …".
    static char version[32];
    const char *start = strstr(lua_ident, "Lua ");
    const char *end = start ? strstr(start, "  ") : NULL;
    if (!end || (size_t)(end - start) >= sizeof version) return LUA_RELEASE;
    memcpy(version, start, (size_t)(end - start));
    return version;
}
