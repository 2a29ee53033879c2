/// Lua as Debian ships it, without a sandbox: what the sandbox is compared with.
#ifndef C_STOCK_LUA_H
#define C_STOCK_LUA_H

#include <stddef.h>

/// Runs a program in a fresh state with all libraries. It returns one table of strings; they come back joined by
/// "\n\1\n", or "!" and a message. The caller frees.
char *_Nonnull c_stock_lua_run(const char *_Nonnull source, size_t count, size_t *_Nonnull length);

#endif
