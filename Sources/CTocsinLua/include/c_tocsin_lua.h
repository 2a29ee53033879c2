/// A box around Lua: an opaque host, protected calls, budgets. No header of Lua's is visible from here, so
/// Swift cannot call a Lua function, and no error of Lua's can cross a Swift frame.
///
/// Values cross as bytes (a *stream*, see `c_tocsin_lua_tag`): what Swift gives is encoded in Swift and pushed in C
/// under a protected call; what Lua gives is encoded in C and read in Swift. The arguments of a native are *slots*:
/// numbers as they are, strings where Lua keeps them, and only tables and functions as a stream.
#ifndef C_TOCSIN_LUA_H
#define C_TOCSIN_LUA_H

#include <stddef.h>
#include <stdint.h>

typedef struct c_tocsin_lua c_tocsin_lua;

/// The first byte of a value in a stream. Numbers are in the machine's byte order.
enum c_tocsin_lua_tag {
    C_TOCSIN_LUA_NIL = 0,
    C_TOCSIN_LUA_FALSE = 1,
    C_TOCSIN_LUA_TRUE = 2,
    C_TOCSIN_LUA_INT = 3,       ///< int64
    C_TOCSIN_LUA_NUMBER = 4,    ///< double
    C_TOCSIN_LUA_STRING = 5,    ///< uint32 count, bytes
    C_TOCSIN_LUA_TABLE = 6,     ///< uint32 elements, uint32 fields, uint32 odd keys, values, then key and value by turns
    C_TOCSIN_LUA_FUNCTION = 7,  ///< int32 reference, int32 line, int32 parameters
    C_TOCSIN_LUA_OBJECT = 8,    ///< int32 id (to Lua: int32 type as well)
    C_TOCSIN_LUA_NATIVE = 9,    ///< int32 id, int32 1 when it lives for this call only
};

/// Why a call ended. The order is that of `LuaError.Code`.
enum c_tocsin_lua_code {
    C_TOCSIN_LUA_OK = 0,
    C_TOCSIN_LUA_SYNTAX,
    C_TOCSIN_LUA_RUNTIME,
    C_TOCSIN_LUA_MEMORY,
    C_TOCSIN_LUA_STEPS,
    C_TOCSIN_LUA_TIME,
    C_TOCSIN_LUA_STACK,
    C_TOCSIN_LUA_STRING_SIZE,
    C_TOCSIN_LUA_SOURCE,
    C_TOCSIN_LUA_LOG,
    C_TOCSIN_LUA_STATE,
    C_TOCSIN_LUA_REQUIRE,
    C_TOCSIN_LUA_INTERNAL,
};

/// What a state may use, and why there is such a limit.
typedef struct c_tocsin_lua_limits {
    size_t memory;        ///< bytes a state, as malloc counts them: one rule must not take the machine's
    int64_t steps;        ///< instructions a call: the same end on every machine
    int64_t nanoseconds;  ///< processor time a call: for work that counts as few steps
    size_t source;        ///< bytes of a source: the parser runs where no hook does
    size_t string;        ///< bytes of a string: one instruction reads all of it
    int64_t refusals;     ///< allocations refused a call: a program may go on asking
    size_t log;           ///< bytes printed a call: kept outside the state's memory
} c_tocsin_lua_limits;

/// What Lua asks of Swift. The answer is written with `c_tocsin_lua_reserve`.
enum c_tocsin_lua_question {
    C_TOCSIN_LUA_ASK_FIELD = 0,   ///< a field of object `id`; bytes: its name
    C_TOCSIN_LUA_ASK_FIELDS,      ///< the names of object `id`'s fields
    C_TOCSIN_LUA_ASK_MODULE,      ///< a module of environment `id`; bytes: its name; answers source and chunk, or nil
    C_TOCSIN_LUA_ASK_LOG,         ///< keep a line of the log; id is 1 for a warning
};

/// One argument of a native. Nothing here needs a call into Lua to be read.
typedef struct c_tocsin_lua_slot {
    int32_t tag;  ///< `c_tocsin_lua_tag`
    int32_t id;   ///< of an object
    union {
        int64_t integer;
        double number;
        const char *_Nullable bytes;  ///< of a string: Lua's own, alive until the native has returned
        size_t stream;                ///< of a table or a function: where its stream starts, see `c_tocsin_lua_crossing`
    } value;
    size_t count;  ///< bytes of a string
} c_tocsin_lua_slot;

/// Runs native `id`; returns a `c_tocsin_lua_code`. OK: the results were given with `c_tocsin_lua_give`, `results` of
/// them. Anything else: the error message is in the out-buffer.
typedef int32_t (*c_tocsin_lua_native)(
    void *_Nullable context, int32_t id, const c_tocsin_lua_slot *_Nonnull arguments, int32_t count,
    int32_t *_Nonnull results);

/// Answers a question; returns a `c_tocsin_lua_code`. Anything but OK means the answer is an error message.
typedef int32_t (*c_tocsin_lua_answer)(
    void *_Nullable context, int32_t question, int32_t id, const uint8_t *_Nullable bytes, size_t count);

/// Bytes that live until the next call into the host.
typedef struct c_tocsin_lua_bytes {
    const uint8_t *_Nullable bytes;
    size_t count;
} c_tocsin_lua_bytes;

/// What went wrong in the last call. All text is UTF-8 or raw bytes of the rule's.
typedef struct c_tocsin_lua_failure {
    int32_t code;
    int32_t line;
    c_tocsin_lua_bytes message;
    c_tocsin_lua_bytes chunk;
    c_tocsin_lua_bytes traceback;
} c_tocsin_lua_failure;

typedef struct c_tocsin_lua_statistics {
    int64_t steps;
    int64_t total_steps;
    int64_t calls;
    size_t memory;
    size_t memory_peak;
} c_tocsin_lua_statistics;

/// A host with the libraries of the sandbox, or NULL with `*code` set (memory: the limit is too small for them).
c_tocsin_lua *_Nullable c_tocsin_lua_open(
    const c_tocsin_lua_limits *_Nonnull limits, void *_Nullable context, c_tocsin_lua_answer _Nonnull answer,
    c_tocsin_lua_native _Nonnull native, int32_t *_Nonnull code);
void c_tocsin_lua_close(c_tocsin_lua *_Nonnull host);

/// Empties the out-buffer: what follows is an answer, an error message, or arguments of a call.
void c_tocsin_lua_clear(c_tocsin_lua *_Nonnull host);
/// Adds to the out-buffer.
void c_tocsin_lua_put(c_tocsin_lua *_Nonnull host, const void *_Nullable bytes, size_t count);
/// Adds to the results of the native that runs.
void c_tocsin_lua_give(c_tocsin_lua *_Nonnull host, const void *_Nullable bytes, size_t count);
/// The same for one number: `bits` are those of an int64 or of a double.
void c_tocsin_lua_give_number(c_tocsin_lua *_Nonnull host, uint8_t tag, int64_t bits);
void c_tocsin_lua_give_string(c_tocsin_lua *_Nonnull host, const uint8_t *_Nullable bytes, size_t count);
/// A stream among the arguments of the native that runs; valid until a result is given.
c_tocsin_lua_bytes c_tocsin_lua_crossing(c_tocsin_lua *_Nonnull host, size_t start);

/// Names object type `type` (0, 1, … in order).
void c_tocsin_lua_name_type(c_tocsin_lua *_Nonnull host, int32_t type, const char *_Nonnull name);

/// What an environment offers: nothing (data only); the sandbox, read-only; the sandbox with globals of the program's
/// own, which it may write and which are nil when it has not.
enum c_tocsin_lua_libraries {
    C_TOCSIN_LUA_DATA = 0,
    C_TOCSIN_LUA_SANDBOX = 1,
    C_TOCSIN_LUA_OWN_GLOBALS = 2,
};

/// Makes an environment. Returns its reference, or a negative code.
int32_t c_tocsin_lua_environment(
    c_tocsin_lua *_Nonnull host, const char *_Nonnull name, int32_t id, int32_t libraries);
/// Runs the host's own Lua. The out-buffer holds the natives: one table of name = native.
int32_t c_tocsin_lua_prelude(
    c_tocsin_lua *_Nonnull host, const uint8_t *_Nullable source, size_t count, const char *_Nonnull chunk);
/// Compiles and runs a chunk. Zero, or a code; then see `c_tocsin_lua_failed`.
int32_t c_tocsin_lua_run(
    c_tocsin_lua *_Nonnull host, const uint8_t *_Nullable source, size_t count, const char *_Nonnull chunk,
    int32_t environment);
/// Calls a function; the out-buffer holds `count` arguments. `seed` starts math.random; `keeps` lets the rule
/// keep values between calls (alert rules).
int32_t c_tocsin_lua_call(
    c_tocsin_lua *_Nonnull host, int32_t function, int32_t count, uint64_t seed, int32_t keeps);
void c_tocsin_lua_release(c_tocsin_lua *_Nonnull host, int32_t function);

/// The values the last run or call returned: uint32 count, then a stream.
c_tocsin_lua_bytes c_tocsin_lua_results(c_tocsin_lua *_Nonnull host);
c_tocsin_lua_failure c_tocsin_lua_failed(c_tocsin_lua *_Nonnull host);
c_tocsin_lua_statistics c_tocsin_lua_counted(const c_tocsin_lua *_Nonnull host);

/// Where the Lua code stands that asked the question being answered. Neither allocates nor raises.
int32_t c_tocsin_lua_caller(c_tocsin_lua *_Nonnull host, c_tocsin_lua_bytes *_Nonnull chunk);

/// How far two names are apart: insertions, deletions, replacements and swaps of neighbours; INT32_MAX when longer than 64.
int32_t c_tocsin_lua_distance(
    const uint8_t *_Nullable a, size_t a_count, const uint8_t *_Nullable b, size_t b_count);

/// For a child process that runs rules: no core file, so much address space and no more, and an end when its parent
/// ends.
void c_tocsin_lua_confine(size_t address_space);

/// Provokes a known memory bug (`concat`, `rep`, `suffixes`) in the linked Lua. Dies by a signal when it has the bug:
/// call it in a child process only. Returns 0 when it lived, 1 for a name that is none.
int32_t c_tocsin_lua_probe(const char *_Nonnull name);

/// `Lua 5.4.4`.
const char *_Nonnull c_tocsin_lua_version(void);

#endif
