/// A pattern against a subject, step by step: what string.find, match, gmatch and gsub share.
#ifndef C_TOCSIN_LUA_MATCHER_H
#define C_TOCSIN_LUA_MATCHER_H

#include "host.h"

enum { UNFINISHED = -1, POSITION = -2, DEPTH_MAX = 200, FUEL = 4096, SETS = 8, CAPTURES_MAX = 32 };

/// A bracketed set as a bitmap.
typedef struct set {
    const char *pattern;
    uint64_t bits[4];
} set;

/// One call of a matching function.
typedef struct matcher {
    const char *start;
    const char *end;
    const char *pattern_end;
    lua_State *L;
    int depth;
    int fuel;
    int level;
    int set_count;
    unsigned looks;
    struct {
        const char *start;
        ptrdiff_t count;
    } captures[CAPTURES_MAX];
    set sets[SETS];
} matcher;

/// Charges the steps so far and looks at the clock.
void refuel(matcher *m);

static inline void burn(matcher *m, ptrdiff_t steps) {
    m->fuel -= steps > INT32_MAX / 2 ? INT32_MAX / 2 : (int)steps;
    if (__builtin_expect(m->fuel < 0, 0)) refuel(m);
}

/// Charges what a finished match has used.
static inline void settle(matcher *m) {
    int used = FUEL - m->fuel;
    m->fuel = FUEL;
    charge(m->L, used);
}

/// Where the match of the pattern at `p` ends that begins at `s`; NULL where there is none.
const char *match_here(matcher *m, const char *s, const char *p);
void prepare(matcher *m, lua_State *L, const char *s, size_t s_count, const char *p, size_t p_count);
/// The byte every match must begin with, or -1: lets the search jump.
int first_byte(const matcher *m, const char *p);

// Captures. `s` and `e` bound the whole match.
ptrdiff_t capture_at(matcher *m, int i, const char *s, const char *e, const char **start);
void push_capture(matcher *m, int i, const char *s, const char *e);
int push_captures(matcher *m, const char *s, const char *e);

#endif
