#include "host.h"
#include "library.h"

// math.random, seeded from rule and article, so that a rule draws the same numbers in every run and worker.
// xoshiro256** by Blackman and Vigna (public domain), used as lmathlib.c of Lua 5.4 does: the same seed gives the
// numbers stock Lua gives.

static uint64_t rotate_left(uint64_t x, int n) { return (x << n) | (x >> (64 - n)); }

static uint64_t next_random(uint64_t *s) {
    uint64_t s0 = s[0], s1 = s[1], s2 = s[2] ^ s0, s3 = s[3] ^ s1;
    uint64_t result = rotate_left(s1 * 5, 7) * 9;
    s[0] = s0 ^ s3;
    s[1] = s1 ^ s2;
    s[2] = s2 ^ (s1 << 17);
    s[3] = rotate_left(s3, 45);
    return result;
}

void seed_random(c_tocsin_lua *host, uint64_t first, uint64_t second) {
    host->random[0] = first;
    host->random[1] = 0xff;
    host->random[2] = second;
    host->random[3] = 0;
    for (int i = 0; i < 16; i++) next_random(host->random);
}

/// A number of 0 … n from the random bits in `random`, without bias.
static uint64_t project(uint64_t random, uint64_t n, uint64_t *state) {
    if ((n & (n + 1)) == 0) return random & n;
    uint64_t limit = n;
    for (int shift = 1; shift < 64; shift *= 2) limit |= limit >> shift;
    while ((random &= limit) > n) random = next_random(state);
    return random;
}

int math_random(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    lua_Integer low, high;
    uint64_t drawn = next_random(host->random);
    switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (double)(drawn >> 11) * (0.5 / ((uint64_t)1 << 52))); return 1;
    case 1:
        low = 1;
        high = luaL_checkinteger(L, 1);
        if (high == 0) {
            lua_pushinteger(L, (lua_Integer)drawn);
            return 1;
        }
        break;
    case 2:
        low = luaL_checkinteger(L, 1);
        high = luaL_checkinteger(L, 2);
        break;
    default: return luaL_error(L, "wrong number of arguments");
    }
    luaL_argcheck(L, low <= high, 1, "interval is empty");
    drawn = project(drawn, (uint64_t)high - (uint64_t)low, host->random);
    lua_pushinteger(L, (lua_Integer)(drawn + (uint64_t)low));
    return 1;
}

/// Without arguments it returns to the call's own seed: there is no other source of chance.
int math_randomseed(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    uint64_t first = host->seed, second = 0;
    if (!lua_isnone(L, 1)) {
        first = (uint64_t)luaL_checkinteger(L, 1);
        second = (uint64_t)luaL_optinteger(L, 2, 0);
    }
    seed_random(host, first, second);
    lua_pushinteger(L, (lua_Integer)first);
    lua_pushinteger(L, (lua_Integer)second);
    return 2;
}
