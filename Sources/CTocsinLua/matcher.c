#include "matcher.h"

// Lua's own patterns, with its messages, and every step counted against the call's budget: a pattern such as
// ('a?'):rep(40)..('a'):rep(40) takes 2^40 steps that no hook would see.
//
// The shape is that of lstrlib.c of Lua 5.4 (MIT licence, © 1994–2022 Lua.org, PUC-Rio): a recursive matcher over the
// pattern's text. What differs: the step counter; character classes by table in place of <ctype.h>; sets compiled to
// bitmaps once a match; single characters scanned in runs; a literal first character found by memchr.

static const char ESCAPE = '%';

// MARK: Classes

enum {
    ALPHA = 1, CONTROL = 2, DIGIT = 4, GRAPH = 8, LOWER = 16, PUNCT = 32, SPACE = 64, UPPER = 128, ALNUM = 256,
    HEX = 512, ZERO = 1024,
};

static uint16_t classes[256];

/// ASCII, whatever the locale of the process.
__attribute__((constructor)) static void fill_classes(void) {
    for (int c = 0; c < 128; c++) {
        int bits = 0;
        if (c >= 'a' && c <= 'z') bits |= LOWER | ALPHA | ALNUM;
        if (c >= 'A' && c <= 'Z') bits |= UPPER | ALPHA | ALNUM;
        if (c >= '0' && c <= '9') bits |= DIGIT | ALNUM | HEX;
        if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) bits |= HEX;
        if (c < 32 || c == 127) bits |= CONTROL;
        if (c > 32 && c < 127) bits |= GRAPH;
        if ((bits & GRAPH) && !(bits & ALNUM)) bits |= PUNCT;
        if (c == ' ' || (c >= 9 && c <= 13)) bits |= SPACE;
        if (c == 0) bits |= ZERO;
        classes[c] = (uint16_t)bits;
    }
}

static int class_mask(int letter) {
    switch (letter | 0x20) {
    case 'a': return ALPHA;
    case 'c': return CONTROL;
    case 'd': return DIGIT;
    case 'g': return GRAPH;
    case 'l': return LOWER;
    case 'p': return PUNCT;
    case 's': return SPACE;
    case 'u': return UPPER;
    case 'w': return ALNUM;
    case 'x': return HEX;
    case 'z': return ZERO;
    default: return 0;
    }
}

static inline int is_letter(int c) { return classes[(uint8_t)c] & ALPHA; }

static inline int in_class(int c, int letter) {
    int mask = is_letter(letter) ? class_mask(letter) : 0;
    if (!mask) return letter == c;
    int found = (classes[c] & mask) != 0;
    return (classes[letter] & LOWER) ? found : !found;
}

void refuel(matcher *m) {
    lua_State *L = m->L;
    int used = FUEL - m->fuel;
    m->fuel = FUEL;
    charge(L, used);
    if (is_late(host_of(L))) trip(L, C_TOCSIN_LUA_TIME, NULL);
}

// MARK: Items

static const char *class_end(matcher *m, const char *p) {
    const char *from = p;
    if (*p == ESCAPE) {
        if (++p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (*p++ != '[') return p;
    if (*p == '^') p++;
    do {
        if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
        if (*p++ == ESCAPE && p < m->pattern_end) p++;
    } while (*p != ']');
    if (p - from > 16) burn(m, (p - from) >> 2);
    return p + 1;
}

static void add_to_set(set *to, int c) { to->bits[c >> 6] |= (uint64_t)1 << (c & 63); }

/// The set that starts at `p` (its '[') and whose ']' is at `last`, as a bitmap kept for the rest of the match; NULL
/// for the ninth of a pattern and later ones.
static const set *compiled(matcher *m, const char *p, const char *last) {
    for (int i = 0; i < m->set_count; i++)
        if (m->sets[i].pattern == p) return &m->sets[i];
    if (m->set_count == SETS) return NULL;
    set *to = &m->sets[m->set_count++];
    const char *from = p;
    memset(to, 0, sizeof *to);
    int negated = p[1] == '^';
    if (negated) p++;
    while (++p < last) {
        if (*p == ESCAPE) {
            int letter = (uint8_t) * ++p;
            int mask = is_letter(letter) ? class_mask(letter) : 0;
            if (!mask) {
                add_to_set(to, letter);
                continue;
            }
            for (int c = 0; c < 256; c++)
                if (in_class(c, letter)) add_to_set(to, c);
        } else if (p[1] == '-' && p + 2 < last) {
            int low = (uint8_t)*p, high = (uint8_t)p[2];
            p += 2;
            for (int c = low; c <= high; c++) add_to_set(to, c);
        } else {
            add_to_set(to, (uint8_t)*p);
        }
    }
    if (negated)
        for (int i = 0; i < 4; i++) to->bits[i] = ~to->bits[i];
    to->pattern = from;
    burn(m, 16 + 4 * (last - from));
    return to;
}

static inline int in_set(const set *s, int c) { return (s->bits[c >> 6] >> (c & 63)) & 1; }

/// The same without a bitmap.
static int in_bracket(matcher *m, int c, const char *p, const char *last) {
    int found = 1;
    burn(m, (last - p) >> 2);
    if (p[1] == '^') {
        found = 0;
        p++;
    }
    while (++p < last) {
        if (*p == ESCAPE) {
            p++;
            if (in_class(c, (uint8_t)*p)) return found;
        } else if (p[1] == '-' && p + 2 < last) {
            p += 2;
            if ((uint8_t)p[-2] <= c && c <= (uint8_t)*p) return found;
        } else if ((uint8_t)*p == c) {
            return found;
        }
    }
    return !found;
}

static inline int in_brackets(matcher *m, int c, const char *p, const char *last) {
    const set *s = compiled(m, p, last);
    return s ? in_set(s, c) : in_bracket(m, c, p, last);
}

static inline int single(matcher *m, const char *s, const char *p, const char *item_end) {
    if (s >= m->end) return 0;
    int c = (uint8_t)*s;
    switch (*p) {
    case '.': return 1;
    case '%': return in_class(c, (uint8_t)p[1]);
    case '[': return in_brackets(m, c, p, item_end - 1);
    default: return (uint8_t)*p == c;
    }
}

/// How many characters from `s` on the item matches.
static ptrdiff_t run_length(matcher *m, const char *s, const char *p, const char *item_end) {
    const char *at = s, *end = m->end;
    switch (*p) {
    case '.': at = end; break;
    case '%': {
        int letter = (uint8_t)p[1];
        int mask = is_letter(letter) ? class_mask(letter) : 0;
        if (!mask) {
            while (at < end && (uint8_t)*at == letter) at++;
        } else if (classes[letter] & LOWER) {
            while (at < end && (classes[(uint8_t)*at] & mask)) at++;
        } else {
            while (at < end && !(classes[(uint8_t)*at] & mask)) at++;
        }
        break;
    }
    case '[': {
        const set *s = compiled(m, p, item_end - 1);
        if (s) {
            while (at < end && in_set(s, (uint8_t)*at)) at++;
        } else {
            while (at < end && in_bracket(m, (uint8_t)*at, p, item_end - 1)) at++;
        }
        break;
    }
    default:
        while (at < end && *at == *p) at++;
    }
    burn(m, 1 + ((at - s) >> 1));
    return at - s;
}

static int check_capture(matcher *m, int digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->level || m->captures[index].count == UNFINISHED)
        return luaL_error(m->L, "invalid capture index %%%d", index + 1);
    return index;
}

static int capture_to_close(matcher *m) {
    for (int level = m->level - 1; level >= 0; level--)
        if (m->captures[level].count == UNFINISHED) return level;
    return luaL_error(m->L, "invalid pattern capture");
}

static const char *match_balance(matcher *m, const char *s, const char *p) {
    if (p >= m->pattern_end - 1) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (*s != *p) return NULL;
    const char *from = s;
    int open = *p, close = p[1], depth = 1;
    while (++s < m->end) {
        if (*s == close) {
            if (--depth == 0) {
                burn(m, s - from);
                return s + 1;
            }
        } else if (*s == open) {
            depth++;
        }
    }
    burn(m, s - from);
    return NULL;
}

static const char *match_capture(matcher *m, const char *s, int digit) {
    int index = check_capture(m, digit);
    // A position capture has a negative count, as a size beyond every subject's.
    size_t count = (size_t)m->captures[index].count;
    if ((size_t)(m->end - s) < count) return NULL;
    burn(m, (ptrdiff_t)(count >> 3));
    return memcmp(m->captures[index].start, s, count) == 0 ? s + count : NULL;
}

static const char *max_expand(matcher *m, const char *s, const char *p, const char *item_end) {
    ptrdiff_t i = run_length(m, s, p, item_end);
    const char *rest = item_end + 1;
    if (rest == m->pattern_end) return s + i;
    for (; i >= 0; i--) {
        const char *found = match_here(m, s + i, rest);
        if (found) return found;
    }
    return NULL;
}

static const char *min_expand(matcher *m, const char *s, const char *p, const char *item_end) {
    for (;;) {
        const char *found = match_here(m, s, item_end + 1);
        if (found) return found;
        if (!single(m, s, p, item_end)) return NULL;
        s++;
    }
}

static const char *start_capture(matcher *m, const char *s, const char *p, int what) {
    int level = m->level;
    if (level >= CAPTURES_MAX) luaL_error(m->L, "too many captures");
    m->captures[level].start = s;
    m->captures[level].count = what;
    m->level = level + 1;
    const char *found = match_here(m, s, p);
    if (!found) m->level--;
    return found;
}

static const char *end_capture(matcher *m, const char *s, const char *p) {
    int level = capture_to_close(m);
    m->captures[level].count = s - m->captures[level].start;
    const char *found = match_here(m, s, p);
    if (!found) m->captures[level].count = UNFINISHED;
    return found;
}

/// Matches the pattern from `p` on at `s`; returns where the match ends, or NULL.
const char *match_here(matcher *m, const char *s, const char *p) {
    if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
    while (p != m->pattern_end) {
        burn(m, 1);
        const char *item_end;
        switch (*p) {
        case '(':
            s = p[1] == ')' ? start_capture(m, s, p + 2, POSITION) : start_capture(m, s, p + 1, UNFINISHED);
            goto done;
        case ')': s = end_capture(m, s, p + 1); goto done;
        case '$':
            if (p + 1 != m->pattern_end) break;
            if (s != m->end) s = NULL;
            goto done;
        case '%':
            switch (p[1]) {
            case 'b':
                s = match_balance(m, s, p + 2);
                if (!s) goto done;
                p += 4;
                continue;
            case 'f': {
                p += 2;
                if (*p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
                item_end = class_end(m, p);
                int before = s == m->start ? 0 : (uint8_t)s[-1];
                if (!in_brackets(m, before, p, item_end - 1) && in_brackets(m, (uint8_t)*s, p, item_end - 1)) {
                    p = item_end;
                    continue;
                }
                s = NULL;
                goto done;
            }
            case '0': case '1': case '2': case '3': case '4':
            case '5': case '6': case '7': case '8': case '9':
                s = match_capture(m, s, (uint8_t)p[1]);
                if (!s) goto done;
                p += 2;
                continue;
            default: break;
            }
            break;
        default: break;
        }
        item_end = class_end(m, p);
        int suffix = *item_end;
        if (!single(m, s, p, item_end)) {
            if (suffix != '*' && suffix != '?' && suffix != '-') {
                s = NULL;
                goto done;
            }
            p = item_end + 1;
            continue;
        }
        switch (suffix) {
        case '?': {
            const char *found = match_here(m, s + 1, item_end + 1);
            if (found) {
                s = found;
                goto done;
            }
            p = item_end + 1;
            continue;
        }
        case '+': s = max_expand(m, s + 1, p, item_end); goto done;
        case '*': s = max_expand(m, s, p, item_end); goto done;
        case '-': s = min_expand(m, s, p, item_end); goto done;
        default:
            s++;
            p = item_end;
        }
    }
done:
    m->depth++;
    return s;
}

// MARK: Captures

ptrdiff_t capture_at(matcher *m, int i, const char *s, const char *e, const char **start) {
    if (i >= m->level) {
        if (i != 0) luaL_error(m->L, "invalid capture index %%%d", i + 1);
        *start = s;
        return e - s;
    }
    ptrdiff_t count = m->captures[i].count;
    *start = m->captures[i].start;
    if (count == UNFINISHED) luaL_error(m->L, "unfinished capture");
    if (count == POSITION) lua_pushinteger(m->L, (m->captures[i].start - m->start) + 1);
    return count;
}

void push_capture(matcher *m, int i, const char *s, const char *e) {
    const char *start;
    ptrdiff_t count = capture_at(m, i, s, e, &start);
    if (count != POSITION) lua_pushlstring(m->L, start, (size_t)count);
}

int push_captures(matcher *m, const char *s, const char *e) {
    int levels = m->level == 0 && s ? 1 : m->level;
    luaL_checkstack(m->L, levels, "too many captures");
    for (int i = 0; i < levels; i++) push_capture(m, i, s, e);
    return levels;
}

void prepare(matcher *m, lua_State *L, const char *s, size_t s_count, const char *p, size_t p_count) {
    m->L = L;
    m->depth = DEPTH_MAX;
    m->fuel = FUEL;
    m->level = 0;
    m->set_count = 0;
    m->looks = 0;
    m->start = s;
    m->end = s + s_count;
    m->pattern_end = p + p_count;
}

int first_byte(const matcher *m, const char *p) {
    if (p == m->pattern_end || strchr("^$*+?.([%-)", *p)) return -1;
    if (p + 1 < m->pattern_end && (p[1] == '*' || p[1] == '?' || p[1] == '-')) return -1;
    return (uint8_t)*p;
}
