// Runs hostile Lua in the sandbox's C part, without Swift: files given by name, then random programs for a while.
//
//   driver SEED SECONDS FILE…
//
// Every program runs at a memory limit drawn from 40 KB up. Whatever happens must be an orderly end: a signal, a
// sanitizer's complaint, a run of over 3 s of processor time or memory over the limit by 10 % ends the driver.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "c_tocsin_lua.h"

static uint64_t state;
static unsigned draw(unsigned n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % n);
}

static char program[1 << 16];
static size_t length;
static void put(const char *text) {
    size_t n = strlen(text);
    if (length + n + 1 < sizeof program) {
        memcpy(program + length, text, n + 1);
        length += n;
    }
}
#define PICK(list) put(list[draw(sizeof list / sizeof *list)])

static const char *const names[] = {"a", "b", "c", "d", "t", "s", "f", "co"};
static const char *const values[] = {
    "0", "1", "-1", "2.5", "1e300", "0/0", "1<<62", "math.maxinteger", "math.mininteger", "''", "'abc'", "('x'):rep(100)",
    "('ab'):rep(40000)", "('\\0'):rep(70000)", "true", "nil", "{}", "{1,2,3}", "{n=1,x={}}", "_G", "string", "print", "error", "pcall",
    "'%a+'", "'.-b'", "'(a*)*'", "'%b()'", "'%f[%w]'", "'[^%s]-x'", "'%1'", "function(...) return ... end",
    "function(x) error(x) end", "coroutine.create(function(...) coroutine.yield(...) end)", "coroutine.wrap(pcall)",
    "setmetatable({}, {__index=function(t,k) return k end, __len=function() return 1<<40 end})",
    "setmetatable({}, {__tostring=function() error({}) end, __name='N'})",
    "setmetatable({}, {__call=function(self, ...) return ... end, __newindex=rawset, __pairs=function(t) return next, t end})",
    "setmetatable({}, {__lt=function() error('lt') end, __eq=function() return true end, __add=function(x) return x end})",
};
static const char *const functions[] = {
    "string.find", "string.match", "string.gmatch", "string.gsub", "string.rep", "string.format", "string.byte", "string.char", "string.sub",
    "string.upper", "string.lower", "string.reverse", "string.len", "table.insert", "table.remove", "table.concat", "table.sort", "table.unpack",
    "table.pack", "table.move", "pairs", "ipairs", "next", "select", "tostring", "tonumber", "type", "rawget", "rawset", "rawlen", "rawequal",
    "setmetatable", "getmetatable", "pcall", "xpcall", "error", "assert", "load", "coroutine.create", "coroutine.resume", "coroutine.wrap",
    "coroutine.yield", "coroutine.status", "coroutine.running", "coroutine.isyieldable", "math.random", "math.randomseed", "math.floor",
    "math.tointeger", "utf8.char", "utf8.len", "utf8.codepoint", "utf8.offset", "utf8.codes", "print", "warn", "require", "a", "f", "co", "native", "keep",
};
static const char *const operators[] = {"+", "-", "*", "/", "//", "%", "^", "..", "==", "~=", "<", "<=", "and", "or", "&", "|", "<<", ">>"};

static void expression(int depth);
static void arguments(int depth) {
    put("(");
    for (unsigned i = 0, n = draw(4); i < n; i++) {
        if (i) put(", ");
        expression(depth - 1);
    }
    if (draw(12) == 0) put(program[length - 1] == '(' ? "..." : ", ...");
    put(")");
}
static void block(int depth);
static void expression(int depth) {
    if (depth <= 0) {
        if (draw(2)) PICK(names);
        else PICK(values);
        return;
    }
    switch (draw(9)) {
    case 0: put("("); expression(depth - 1); put(" "); PICK(operators); put(" "); expression(depth - 1); put(")"); break;
    case 1: put("#"); PICK(names); break;
    case 2: PICK(names); put("["); expression(depth - 1); put("]"); break;
    case 3: put("function(a, ...) "); block(depth - 1); put(" end"); break;
    case 4: put("{ "); expression(depth - 1); put(", x = "); expression(depth - 1); put(", ["); PICK(values); put(" or 1] = 1 }"); break;
    case 5: case 6: PICK(functions); arguments(depth); break;
    case 7: put("(s or ''):"); { static const char *const m[] = {"find", "gsub", "rep", "byte", "format", "gmatch"}; PICK(m); } arguments(depth); break;
    default: if (draw(2)) PICK(names); else PICK(values);
    }
}
static void statement(int depth) {
    switch (depth <= 0 ? draw(3) : draw(11)) {
    case 0: put("local "); PICK(names); put(" = "); expression(depth); break;
    case 1: PICK(names); put(" = "); expression(depth); break;
    case 2: put("do local _ = "); PICK(functions); arguments(2); put(" end"); break;
    case 3: put("if "); expression(1); put(" then "); block(depth - 1); put(" else "); block(depth - 1); put(" end"); break;
    case 4: put("for i = 1, "); PICK(values); put(" or 3 do "); block(depth - 1); put(" end"); break;
    case 5: put("for k, v in pairs("); PICK(names); put(") do "); block(depth - 1); put(" end"); break;
    case 6: put("pcall(function(...) "); block(depth - 1); put(" end, "); expression(1); put(")"); break;
    case 7: PICK(names); put("["); expression(1); put("] = "); expression(depth - 1); break;
    case 8: put("co = coroutine.wrap(function(...) "); block(depth - 1); put(" end) a = co("); expression(1); put(")"); break;
    case 9: put("while true do "); block(depth - 1); put(" if "); expression(1); put(" then break end end"); break;
    default: put("f = function(...) "); block(depth - 1); put(" end f(a, "); expression(1); put(")");
    }
    put("\n");
}
static void block(int depth) {
    for (unsigned i = 0, n = 1 + draw(4); i < n; i++) statement(depth);
}
static void generate(void) {
    length = 0;
    put("local a, b, c, d, t, s, f, co = 1, 'x', {}, nil, {1,2,3}, ('ab '):rep(50), function(...) return ... end, nil\n");
    for (unsigned i = 0, n = 3 + draw(10); i < n; i++) {
        // Most errors are let pass, so that what comes after them runs as well.
        put("pcall(function(...)\n");
        statement(3);
        put("end)\n");
    }
    put("return a, t, f\n");
}
/// Damages a file: cuts, doubles or swaps some of its bytes.
static void damage(const char *source, size_t count) {
    length = count < sizeof program - 1 ? count : sizeof program - 1;
    memcpy(program, source, length);
    for (unsigned i = 0, n = 1 + draw(6); i < n && length; i++) {
        size_t at = draw((unsigned)length), span = 1 + draw(12);
        if (at + span > length) span = length - at;
        switch (draw(3)) {
        case 0: memmove(program + at, program + at + span, length - at - span); length -= span; break;
        case 1: program[at] = (char)draw(256); break;
        default: memmove(program + at, program + draw((unsigned)(length - span + 1)), span);
        }
    }
    program[length] = 0;
}

static c_tocsin_lua *host;
static void tag32(uint8_t *to, uint32_t v) { memcpy(to, &v, 4); }
static void say(const char *text) {
    c_tocsin_lua_clear(host);
    c_tocsin_lua_put(host, text, strlen(text));
}
/// Where the value after the one at `at` begins in a stream of Lua's.
static const uint8_t *after(const uint8_t *at) {
    uint32_t counts[3];
    switch (*at++) {
    case C_TOCSIN_LUA_INT: case C_TOCSIN_LUA_NUMBER: return at + 8;
    case C_TOCSIN_LUA_STRING: memcpy(counts, at, 4); return at + 4 + counts[0];
    case C_TOCSIN_LUA_TABLE:
        memcpy(counts, at, 12);
        at += 12;
        for (uint64_t i = counts[0] + 2 * (uint64_t)counts[1]; i > 0; i--) at = after(at);
        return at;
    case C_TOCSIN_LUA_FUNCTION: return at + 12;
    case C_TOCSIN_LUA_OBJECT: return at + 4;
    default: return at;
    }
}
/// The native gives back its arguments; now and then it calls the functions among them first, or refuses.
static int32_t native(void *context, int32_t id, const c_tocsin_lua_slot *slots, int32_t count, int32_t *results) {
    (void)context; (void)id;
    unsigned mood = draw(16);
    for (int32_t i = 0; i < count; i++) {
        const c_tocsin_lua_slot *slot = &slots[i];
        switch (slot->tag) {
        case C_TOCSIN_LUA_INT: case C_TOCSIN_LUA_NUMBER: c_tocsin_lua_give_number(host, (uint8_t)slot->tag, slot->value.integer); break;
        case C_TOCSIN_LUA_STRING: c_tocsin_lua_give_string(host, (const uint8_t *)slot->value.bytes, slot->count); break;
        case C_TOCSIN_LUA_TABLE: case C_TOCSIN_LUA_FUNCTION: {
            c_tocsin_lua_bytes stream = c_tocsin_lua_crossing(host, slot->value.stream);
            size_t size = (size_t)(after(stream.bytes) - stream.bytes);
            if (slot->tag == C_TOCSIN_LUA_FUNCTION && mood < 4) {
                int32_t reference;
                memcpy(&reference, stream.bytes + 1, sizeof reference);
                uint8_t argument[9] = {C_TOCSIN_LUA_INT, 3};
                c_tocsin_lua_clear(host);
                c_tocsin_lua_put(host, argument, sizeof argument);
                if (c_tocsin_lua_call(host, reference, 1, 7, 0) != C_TOCSIN_LUA_OK && mood < 2) {
                    say("the function failed");
                    return C_TOCSIN_LUA_RUNTIME;
                }
                stream = c_tocsin_lua_crossing(host, slot->value.stream);
            }
            void *copy = malloc(size);  // giving may move the buffer
            memcpy(copy, stream.bytes, size);
            c_tocsin_lua_give(host, copy, size);
            free(copy);
            break;
        }
        default: { uint8_t tag = (uint8_t)slot->tag; c_tocsin_lua_give(host, &tag, 1); }
        }
        ++*results;
    }
    if (mood < 15) return C_TOCSIN_LUA_OK;
    say("refused");
    return C_TOCSIN_LUA_RUNTIME;
}
/// Modules and fields there are none; the log is dropped.
static int32_t answer(void *context, int32_t question, int32_t id, const uint8_t *bytes, size_t count) {
    (void)context; (void)id; (void)bytes; (void)count;
    if (question == C_TOCSIN_LUA_ASK_LOG) return C_TOCSIN_LUA_OK;
    say("there is no such thing");
    return question == C_TOCSIN_LUA_ASK_MODULE ? C_TOCSIN_LUA_REQUIRE : C_TOCSIN_LUA_RUNTIME;
}

static double processor(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long runs, ends[16];
static double slowest;
static void fail(const char *what) {
    fprintf(stderr, "driver: %s; the program:\n%s\n", what, program);
    abort();
}
static void one(size_t memory) {
    c_tocsin_lua_limits limits = {
        .memory = memory, .steps = 300000, .nanoseconds = 1000000000, .source = 64 << 10, .string = 1 << 20, .refusals = 64, .log = 4096};
    int32_t code;
    host = c_tocsin_lua_open(&limits, NULL, answer, native, &code);
    runs++;
    if (!host) { ends[code]++; return; }
    // A prelude with one native, a kept function of the rules', and three calls of what the program returns.
    uint8_t table[64], *at = table;
    *at++ = C_TOCSIN_LUA_TABLE; tag32(at, 0); tag32(at + 4, 1); tag32(at + 8, 0); at += 12;
    *at++ = C_TOCSIN_LUA_STRING; tag32(at, 4); memcpy(at + 4, "echo", 4); at += 8;
    *at++ = C_TOCSIN_LUA_NATIVE; tag32(at, 0); tag32(at + 4, 0); at += 8;
    c_tocsin_lua_clear(host);
    c_tocsin_lua_put(host, table, (size_t)(at - table));
    static const char prelude[] = "local n = ... local kept = {} return { native = n.echo, keep = function(x) kept[1] = x return x end, tools = { x = { 1 } } }";
    double start = processor();
    code = c_tocsin_lua_prelude(host, (const uint8_t *)prelude, sizeof prelude - 1, "prelude.lua");
    int32_t environment = code ? -1 : c_tocsin_lua_environment(host, "fuzz", 0, 1);
    if (environment > 0) {
        code = c_tocsin_lua_run(host, (const uint8_t *)program, length, "program.lua", environment);
        for (int32_t reference = 1; code == 0 && reference <= 2; reference++)
            for (int i = 0; i < 2; i++) {
                uint8_t zero[9] = {C_TOCSIN_LUA_INT};
                c_tocsin_lua_clear(host);
                c_tocsin_lua_put(host, zero, sizeof zero);
                c_tocsin_lua_call(host, reference, 1, 7, i);
            }
        if (c_tocsin_lua_counted(host).memory_peak > memory + memory / 10) fail("memory over its limit");
        ends[code < 0 ? -code : code]++;
    }
    c_tocsin_lua_close(host);
    double seconds = processor() - start;
    if (seconds > slowest) slowest = seconds;
    if (seconds > 3 * 5) fail("too slow");
}

/// Each file in a process of its own with a rule's own limits: the memory the machine gave it, beyond what an empty
/// program takes, and its processor time. Fails where one takes over 32 MB and a tenth, or ends by a signal.
static long in_process(const char *path, double *seconds) {
    pid_t child = fork();
    if (child == 0) {
        static char source[1 << 20];
        FILE *file = path ? fopen(path, "rb") : NULL;
        size_t n = file ? fread(source, 1, sizeof source, file) : 0;
        c_tocsin_lua_limits limits = {.memory = 32 << 20, .steps = 20000000, .nanoseconds = 1000000000, .source = 64 << 10,
            .string = 1 << 20, .refusals = 64, .log = 64 << 10};
        int32_t code;
        host = c_tocsin_lua_open(&limits, NULL, answer, native, &code);
        int32_t environment = c_tocsin_lua_environment(host, "attack", 0, 1);
        code = c_tocsin_lua_run(host, (const uint8_t *)source, n, "attack.lua", environment);
        _exit(path && code == 0);
    }
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    *seconds = (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec / 1e6;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "driver: %s: %s %d\n", path ? path : "nothing", WIFSIGNALED(status) ? "signal" : "ended well,",
                WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        exit(1);
    }
    return usage.ru_maxrss;
}
static int measure_memory(int count, char **files) {
    double seconds, most_seconds = 0;
    long base = in_process(NULL, &seconds), most = 0;
    const char *largest = "", *longest = "";
    for (int i = 0; i < count; i++) {
        long size = in_process(files[i], &seconds) - base;
        if (size > most) { most = size; largest = files[i]; }
        if (seconds > most_seconds) { most_seconds = seconds; longest = files[i]; }
    }
    printf("driver: %d files in processes of their own at 32 MB\n", count);
    printf("  most memory %ld KB of 32768 (%+.1f %%) beyond an empty program's %ld KB: %s\n", most,
           100.0 * (double)most / 32768 - 100, base, largest);
    printf("  most processor time %.0f ms: %s\n", most_seconds * 1000, longest);
    return most > 32768 * 11 / 10;
}

int main(int count, char **words) {
    if (count < 3) return 2;
    if (strcmp(words[1], "--memory") == 0) return measure_memory(count - 2, words + 2);
    state = strtoull(words[1], NULL, 10) * 0x9e3779b97f4a7c15u + 1;
    double seconds = atof(words[2]);
    static char source[1 << 20];
    for (int i = 3; i < count; i++) {
        FILE *file = fopen(words[i], "rb");
        if (!file) { perror(words[i]); return 2; }
        size_t n = fread(source, 1, sizeof source - 1, file);
        fclose(file);
        length = n < sizeof program - 1 ? n : sizeof program - 1;
        memcpy(program, source, length);
        program[length] = 0;
        for (size_t memory = 40 << 10; memory <= 200 << 10; memory += 4 << 10) one(memory);
        for (size_t memory = 256 << 10; memory <= 8 << 20; memory *= 2) one(memory);
        one(32 << 20);
    }
    printf("driver: %d files at 48 memory limits from 40 KB up, %ld runs\n", count - 3, runs);
    fflush(stdout);
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (;;) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if ((double)(now.tv_sec - begin.tv_sec) > seconds) break;
        if (count > 3 && draw(3) == 0) {
            FILE *file = fopen(words[3 + draw((unsigned)(count - 3))], "rb");
            size_t n = file ? fread(source, 1, sizeof source - 1, file) : 0;
            if (file) fclose(file);
            damage(source, n);
        } else {
            generate();
        }
        one(draw(3) ? (40u << 10) + draw(200u << 10) : 1u << (18 + draw(8)));
    }
    printf("driver: %ld runs, seed %s, slowest %.0f ms of processor time\n", runs, words[1], slowest * 1000);
    static const char *const codes[] = {"ok", "syntax", "runtime", "memory", "steps", "time", "stack", "string", "source", "log", "state", "require", "internal"};
    for (int i = 0; i < 13; i++) if (ends[i]) printf("  %s %ld\n", codes[i], ends[i]);
    return ends[12] ? 1 : 0;
}
