#include "host.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

// The known memory bugs of the Lua that is linked, tried for real: stock Lua without any sandbox, on pages that are
// closed when they are freed, so that a use after free is a signal and not luck. Only ever run in a child process.

typedef struct guarded_pages {
    size_t used;
    size_t limit;
    size_t page;
} guarded_pages;

static void close_pages(const guarded_pages *pages, void *block, size_t size) {
    uintptr_t start = (uintptr_t)block & ~(uintptr_t)(pages->page - 1);
    uintptr_t end = ((uintptr_t)block + size + pages->page - 1) & ~(uintptr_t)(pages->page - 1);
    mprotect((void *)start, end - start, PROT_NONE);
}

/// Lua's allocator: a block ends where its last page does; a freed one can no longer be touched.
static void *allocate_guarded(void *context, void *block, size_t old_size, size_t size) {
    guarded_pages *pages = context;
    if (size == 0) {
        if (block) {
            pages->used -= old_size;
            close_pages(pages, block, old_size);
        }
        return NULL;
    }
    if (!block) old_size = 0;
    if (size > old_size && pages->used - old_size + size > pages->limit) return NULL;
    size_t whole = (size + pages->page - 1) & ~(pages->page - 1);
    char *base = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED) return NULL;
    char *fresh = base + ((whole - size) & ~(size_t)15);
    if (block) {
        memcpy(fresh, block, old_size < size ? old_size : size);
        close_pages(pages, block, old_size);
    }
    pages->used += size - old_size;
    return fresh;
}

/// A concatenation whose metamethod collects while the memory is nearly full.
static const char concat[] =
    "local kept = {}\n"
    "local m = { __concat = function(a) local s = {} for k = 1, 10 do s[k] = ('q'):rep(k) end collectgarbage() return a end }\n"
    "for i = 1, 40 do\n"
    "  local _, r = pcall(function() return 'a' .. i .. setmetatable({}, m) .. 'b' .. i end)\n"
    "  kept[i] = r\n"
    "end\n";

static void at_limit(const char *source, size_t room) {
    guarded_pages pages = {.limit = SIZE_MAX / 2, .page = (size_t)sysconf(_SC_PAGESIZE)};
    lua_State *L = lua_newstate(allocate_guarded, &pages);
    if (!L) return;
    luaL_openlibs(L);
    if (luaL_loadstring(L, source) == LUA_OK) {
        pages.limit = pages.used + room;
        lua_pcall(L, 0, 0, 0);
    }
    pages.limit = SIZE_MAX / 2;
    lua_close(L);
}

static void run_plainly(const char *source) {
    lua_State *L = luaL_newstate();
    if (!L) return;
    luaL_openlibs(L);
    if (luaL_loadstring(L, source) == LUA_OK) lua_pcall(L, 0, 0, 0);
    lua_close(L);
}

/// Ends the process by a signal after so much processor time: what takes longer never ends.
static void end_after(int milliseconds) {
    // Whoever started this process may have blocked or ignored signals, and it inherits that.
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGVTALRM);
    sigprocmask(SIG_UNBLOCK, &alarm, NULL);
    signal(SIGVTALRM, SIG_DFL);
    struct itimerval timer = {.it_value = {milliseconds / 1000, milliseconds % 1000 * 1000}};
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

int32_t c_tocsin_lua_probe(const char *name) {
    if (strcmp(name, "concat") == 0) {
        for (size_t room = 4000; room < 90000; room += 4000) at_limit(concat, room);
        return 0;
    }
    if (strcmp(name, "rep") == 0) {
        end_after(300);
        run_plainly("return string.rep('', 1 << 62)");
        return 0;
    }
    if (strcmp(name, "suffixes") == 0) {
        end_after(1000);
        run_plainly("local f = load('local a = {} a.x = a return a' .. ('.x'):rep(130000) .. '.y.z') pcall(f)");
        return 0;
    }
    return 1;
}
