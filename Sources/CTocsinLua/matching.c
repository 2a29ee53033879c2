#include "library.h"
#include "matcher.h"

// string.find, match, gmatch and gsub with Lua's own semantics and messages, over the counted matcher.

static const char ESCAPE = '%';
static const char specials[] = "^$*+?.([%-";

static int has_no_specials(const char *p, size_t count) {
    size_t upto = 0;
    do {
        if (strpbrk(p + upto, specials)) return 0;
        upto += strlen(p + upto) + 1;
    } while (upto <= count);
    return 1;
}

static size_t start_position(lua_Integer at, size_t count) {
    if (at > 0) return (size_t)at;
    if (at == 0) return 1;
    if (at < -(lua_Integer)count) return 1;
    return count + (size_t)at + 1;
}

// MARK: find and match

static int find_or_match(lua_State *L, int find) {
    size_t s_count, p_count;
    const char *s = luaL_checklstring(L, 1, &s_count);
    const char *p = luaL_checklstring(L, 2, &p_count);
    size_t from = start_position(luaL_optinteger(L, 3, 1), s_count) - 1;
    if (from > s_count) {
        luaL_pushfail(L);
        return 1;
    }
    if (find && (lua_toboolean(L, 4) || has_no_specials(p, p_count))) {
        const char *found = p_count ? memmem(s + from, s_count - from, p, p_count) : s + from;
        charge_work(L, 1 + (int64_t)(((found ? (size_t)(found - s) - from : s_count - from) + p_count) >> 4));
        if (found) {
            lua_pushinteger(L, (found - s) + 1);
            lua_pushinteger(L, (lua_Integer)((size_t)(found - s) + p_count));
            return 2;
        }
        luaL_pushfail(L);
        return 1;
    }
    matcher m;
    int anchored = *p == '^';
    if (anchored) {
        p++;
        p_count--;
    }
    prepare(&m, L, s, s_count, p, p_count);
    int first = anchored ? -1 : first_byte(&m, p);
    const char *at = s + from;
    do {
        if (first >= 0) {
            const char *next = at < m.end ? memchr(at, first, (size_t)(m.end - at)) : NULL;
            burn(&m, 1 + ((next ? next : m.end) - at) / 16);
            if (!next) break;
            at = next;
        }
        m.level = 0;
        const char *e = match_here(&m, at, p);
        if (e) {
            settle(&m);
            if (!find) return push_captures(&m, at, e);
            lua_pushinteger(L, (at - s) + 1);
            lua_pushinteger(L, e - s);
            return push_captures(&m, NULL, NULL) + 2;
        }
    } while (at++ < m.end && !anchored);
    settle(&m);
    luaL_pushfail(L);
    return 1;
}

int string_find(lua_State *L) { return find_or_match(L, 1); }
int string_match(lua_State *L) { return find_or_match(L, 0); }

// MARK: gmatch

typedef struct iteration {
    const char *at;
    const char *pattern;
    const char *last;
    uint64_t serial;
    matcher m;
} iteration;

static int gmatch_step(lua_State *L) {
    iteration *it = lua_touserdata(L, lua_upvalueindex(3));
    if (is_kept(host_of(L), it->serial)) refuse_kept(L, "an iterator of gmatch");
    it->m.L = L;
    for (const char *at = it->at; at <= it->m.end; at++) {
        it->m.level = 0;
        it->m.depth = DEPTH_MAX;  // an error may have left it lower
        const char *e = match_here(&it->m, at, it->pattern);
        if (e && e != it->last) {
            it->at = it->last = e;
            settle(&it->m);
            return push_captures(&it->m, at, e);
        }
    }
    settle(&it->m);
    return 0;
}

int string_gmatch(lua_State *L) {
    size_t s_count, p_count;
    const char *s = luaL_checklstring(L, 1, &s_count);
    const char *p = luaL_checklstring(L, 2, &p_count);
    size_t from = start_position(luaL_optinteger(L, 3, 1), s_count) - 1;
    lua_settop(L, 2);
    iteration *it = lua_newuserdatauv(L, sizeof *it, 0);
    if (from > s_count) from = s_count + 1;
    prepare(&it->m, L, s, s_count, p, p_count);
    it->at = s + from;
    it->pattern = p;
    it->last = NULL;
    lua_pushcclosure(L, gmatch_step, 3);
    it->serial = serial_at(L, -1);
    return 1;
}

// MARK: gsub

static void add_replacement(matcher *m, luaL_Buffer *b, const char *s, const char *e, const char *with, size_t count) {
    lua_State *L = m->L;
    const char *p;
    while ((p = memchr(with, ESCAPE, count)) != NULL) {
        luaL_addlstring(b, with, (size_t)(p - with));
        p++;
        if (*p == ESCAPE) {
            luaL_addchar(b, *p);
        } else if (*p == '0') {
            luaL_addlstring(b, s, (size_t)(e - s));
        } else if (*p >= '0' && *p <= '9') {
            const char *start;
            ptrdiff_t length = capture_at(m, *p - '1', s, e, &start);
            if (length == POSITION) luaL_addvalue(b);
            else luaL_addlstring(b, start, (size_t)length);
        } else {
            luaL_error(L, "invalid use of '%c' in replacement string", ESCAPE);
        }
        count -= (size_t)(p + 1 - with);
        with = p + 1;
    }
    luaL_addlstring(b, with, count);
}

/// Charges the steps so far, and looks at the clock now and then: for work that the steps do not measure.
static void look(matcher *m) {
    enum { STRETCH = 64 };
    settle(m);
    if (++m->looks % STRETCH == 0 && is_late(host_of(m->L))) trip(m->L, C_TOCSIN_LUA_TIME, NULL);
}

/// Adds what replaces a match; returns whether that differs from leaving it.
static int add_value(matcher *m, luaL_Buffer *b, const char *s, const char *e, int kind) {
    lua_State *L = m->L;
    if (kind == LUA_TFUNCTION) {
        lua_pushvalue(L, 3);
        int count = push_captures(m, s, e);
        burn(m, 10 + 4 * count);
        settle(m);
        lua_call(L, count, 1);
    } else if (kind == LUA_TTABLE) {
        push_capture(m, 0, s, e);
        burn(m, 10);
        look(m);
        lua_gettable(L, 3);  // at the end of a long chain of __index, perhaps
    } else {
        size_t count;
        const char *with = lua_tolstring(L, 3, &count);
        burn(m, (ptrdiff_t)(count >> 4));
        add_replacement(m, b, s, e, with, count);
        return 1;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(b, s, (size_t)(e - s));
        return 0;
    }
    if (!lua_isstring(L, -1)) return luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(b);
    return 1;
}

int string_gsub(lua_State *L) {
    size_t s_count, p_count;
    const char *s = luaL_checklstring(L, 1, &s_count);
    const char *p = luaL_checklstring(L, 2, &p_count);
    const char *last = NULL;
    int kind = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)s_count + 1);
    int anchored = *p == '^';
    lua_Integer count = 0;
    int changed = 0;
    matcher m;
    luaL_Buffer b;
    luaL_argexpected(
        L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
        "string/function/table");
    luaL_buffinit(L, &b);
    if (anchored) {
        p++;
        p_count--;
    }
    prepare(&m, L, s, s_count, p, p_count);
    int first = anchored ? -1 : first_byte(&m, p);
    while (count < most) {
        if (first >= 0) {
            const char *next = s < m.end ? memchr(s, first, (size_t)(m.end - s)) : NULL;
            burn(&m, 1 + ((next ? next : m.end) - s) / 16);
            if (!next) break;
            luaL_addlstring(&b, s, (size_t)(next - s));
            s = next;
        }
        m.level = 0;
        const char *e = match_here(&m, s, p);
        if (e && e != last) {
            count++;
            changed |= add_value(&m, &b, s, e, kind);
            s = last = e;
        } else if (s < m.end) {
            luaL_addchar(&b, *s);
            s++;
        } else {
            break;
        }
        if (anchored) break;
    }
    settle(&m);
    if (!changed) {
        lua_pushvalue(L, 1);
    } else {
        luaL_addlstring(&b, s, (size_t)(m.end - s));
        luaL_pushresult(&b);
    }
    lua_pushinteger(L, count);
    return 2;
}
