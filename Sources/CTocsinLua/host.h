/// What the files of this target share. Everything here may be called with a live Lua state only, and, unless it says
/// otherwise, may raise: it must run under a protected call.
#ifndef C_TOCSIN_LUA_HOST_H
#define C_TOCSIN_LUA_HOST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE  // memmem, clock_gettime
#endif

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "c_tocsin_lua.h"
#include "names.h"

/// A growing run of bytes outside Lua's memory: what crosses the border.
typedef struct buffer {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} buffer;

/// From here on a string is big: one instruction that compares two of them takes half a millisecond and more.
#define BIG_STRING (64u << 10)
#define BIG_STRINGS_MAX 1024
/// Instructions between two looks at the budget. Lua looks for the hook before every one once a count is set, so that a
/// longer interval is no cheaper; with strings just below the size above it makes half a second at worst.
#define HOOK_INTERVAL 1000
/// Bytes of a message that are kept.
#define NAME_MAX_BYTES 4096
/// The most values one function may push: more, and each later `...` copies them all between two looks at the clock.
#define VALUES_MAX 65536

/// Lua's own functions that are called behind a charge.
enum stock {
    STOCK_LOWER, STOCK_UPPER, STOCK_REVERSE, STOCK_BYTE, STOCK_FORMAT, STOCK_CHAR, STOCK_CODEPOINT, STOCK_UTF8_LEN,
    STOCK_UTF8_CHAR, STOCK_OFFSET, STOCK_MAX, STOCK_MIN,
    STOCK_COUNT,
};

struct c_tocsin_lua {
    lua_State *state;
    /// The thread that runs now: the main one or a coroutine.
    lua_State *current;
    c_tocsin_lua_limits limits;
    void *context;
    c_tocsin_lua_answer answer;
    c_tocsin_lua_native native;
    lua_CFunction stock[STOCK_COUNT];

    // Memory.
    size_t used;
    size_t peak;
    int64_t refusals;
    uint64_t serial;
    uint64_t serial_of_call;
    /// Above zero while the host makes something for itself: such things get no serial number.
    int internal;
    /// Strings over BIG_STRING alive now; while there are any, the hook comes more often.
    void *big[BIG_STRINGS_MAX];
    size_t big_size[BIG_STRINGS_MAX];
    int big_count;
    size_t big_largest;

    // Budget of the call.
    int64_t left;
    int64_t deadline;
    /// Thread and wall time when the call was first asked for its time; thread_start is negative before that.
    int64_t thread_start, wall_start;
    int32_t trip;
    int64_t log_left;
    uint64_t random[4];
    uint64_t seed;

    // The call.
    int depth;
    uint32_t epoch;
    int32_t keeps;
    buffer out;
    buffer results;
    int32_t code;
    buffer message;
    buffer chunk;
    buffer traceback;
    int32_t line;
    int captured;
    /// Streams of a native's arguments, then its results. What lies before `crossing_base` belongs to natives that
    /// called back into Lua and wait.
    buffer crossing;
    size_t crossing_base;
    /// Where the last refused allocation was asked for.
    char refused_chunk[512];
    int refused_line;

    // Functions that Swift holds: how often each reference was handed out.
    int32_t *holds;
    int32_t hold_count;
    int32_t hold_capacity;
    /// References nobody holds, to be given again.
    int32_t *spare;
    int32_t spare_count;
    /// References made during a call, to be dropped at the next.
    int32_t *temporary;
    int temporary_count;
    int temporary_capacity;
    int in_call;

    // Types of objects: names by type id.
    char **types;
    int32_t type_count;

    // Chunks by their short name, to read places back out of messages.
    struct chunk_name {
        char shown[LUA_IDSIZE];
        char *full;
    } *chunks;
    int chunk_count;
    int chunk_capacity;

    char *prelude_chunk;

    // Totals.
    int64_t total_steps;
    int64_t last_steps;
    int64_t calls;
};

static inline c_tocsin_lua *host_of(lua_State *L) { return *(c_tocsin_lua **)lua_getextraspace(L); }

// Registry keys: the address is the key.
extern char key_trip_message, key_err_in_err, key_functions, key_function_ids, key_environments, key_libraries,
    key_prelude, key_objects, key_object_types, key_natives, key_frozen, key_name, key_nil, key_next, key_guard,
    key_original, key_watch, key_loaded, key_string_table;

// state.c
_Noreturn void trip(lua_State *L, int32_t code, const char *format, ...);
void trip_quietly(c_tocsin_lua *host, int32_t code, const char *text);
_Noreturn void raise_trip(lua_State *L);
int64_t clock_now(void);
int is_late(c_tocsin_lua *host);
void arm(c_tocsin_lua *host, lua_State *L);
int hook_interval(const c_tocsin_lua *host);
void budget_hook(lua_State *L, lua_Debug *ar);
void out_of_budget(lua_State *L);
/// The creation number of a table, function or thread. Never raises.
uint64_t serial_at(lua_State *L, int index);

/// Takes `n` steps off the call's budget.
static inline void charge(lua_State *L, int64_t n) {
    c_tocsin_lua *host = host_of(L);
    host->left = n > host->left ? -1 : host->left - n;  // n may be 2^62
    if (__builtin_expect(host->left < 0 || host->trip, 0)) out_of_budget(L);
}

/// The same for work between two instructions that may be long: looks at the clock as well.
static inline void charge_work(lua_State *L, int64_t n) {
    c_tocsin_lua *host = host_of(L);
    host->left = n > host->left ? -1 : host->left - n;
    if (__builtin_expect(host->left < 0 || host->trip || n >= 4096, 0)) out_of_budget(L);
}

/// Room for `n` more values on a thread's stack. Where there is none because memory is full, that is what stops the call.
static inline int has_room(lua_State *L, lua_State *thread, int n) {
    int64_t refusals = host_of(L)->refusals;
    if (lua_checkstack(thread, n)) return 1;
    if (host_of(L)->refusals != refusals) trip(L, C_TOCSIN_LUA_MEMORY, NULL);
    return 0;
}

// buffer.c (never raise; abort when the machine itself is out of memory)
void buffer_reserve(buffer *b, size_t extra);
void buffer_append(buffer *b, const void *bytes, size_t count);
void buffer_text(buffer *b, const char *text);
void buffer_format(buffer *b, const char *format, ...);
void buffer_u32(buffer *b, uint32_t value);

// failure.c
void capture(c_tocsin_lua *host, lua_State *L, int32_t code, const char *text, size_t count);
int message_handler(lua_State *L);
void remember_chunk(c_tocsin_lua *host, const char *chunk);

// marshal.c
const uint8_t *push_value(lua_State *L, const uint8_t *at, int frozen, const char *name);
void write_results(lua_State *L, int first, buffer *to);
void write_value(lua_State *L, int index, buffer *to);
_Noreturn void raise_answer(lua_State *L, int32_t code);
void push_function(lua_State *L, int32_t reference);

// native.c
void push_native(lua_State *L, int32_t id, int32_t passing);

// object.c
void push_object(lua_State *L, int32_t id, int32_t type);
int object_id(lua_State *L, int index, int32_t *id);
void freeze_top(lua_State *L, const char *name);
/// Pushes what is behind a frozen table (or the table itself).
void push_real(lua_State *L, int index);
int is_frozen(lua_State *L, int index);

// keeping.c
void freeze_deep(lua_State *L, const char *name);
void watch_function(lua_State *L, int32_t reference);
int check_kept(lua_State *L);
void refuse_kept(lua_State *L, const char *what);
/// Whether something with this creation number must not be used now, because it would carry state between articles.
static inline int is_kept(const c_tocsin_lua *host, uint64_t serial) {
    return host->in_call && !host->keeps && serial <= host->serial_of_call;
}

// sandbox.c, strings.c, …
void open_libraries(lua_State *L);
void push_environment(lua_State *L, const char *name, int32_t id, int32_t libraries);
int load_text(lua_State *L, const char *source, size_t count, const char *chunk, int environment_index);
int32_t scan_source(const char *source, size_t count, int *line, const char **complaint);
int sandbox_tostring(lua_State *L);
const char *to_text(lua_State *L, int index, size_t *count);

#endif
