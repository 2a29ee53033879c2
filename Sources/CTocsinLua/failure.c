#include "host.h"

// Everything in this file but the handler itself runs while memory may be full, or inside the allocator: it reads the
// stack with lua_getstack and lua_getinfo("Sln"), which neither allocate nor raise, and writes outside Lua's memory.

enum { PATH_MAX_BYTES = 512 };

void remember_chunk(c_tocsin_lua *host, const char *chunk) {
    for (int i = 0; i < host->chunk_count; i++)
        if (strcmp(host->chunks[i].full, chunk) == 0) return;
    if (host->chunk_count == host->chunk_capacity) {
        host->chunk_capacity = host->chunk_capacity ? host->chunk_capacity * 2 : 16;
        host->chunks = realloc(host->chunks, (size_t)host->chunk_capacity * sizeof *host->chunks);
        if (!host->chunks) abort();
    }
    struct chunk_name *name = &host->chunks[host->chunk_count++];
    name->full = strdup(chunk);
    if (!name->full) abort();
    // As luaO_chunkid shortens "@chunk": the whole name, or "..." and its end.
    size_t length = strlen(chunk);
    if (length < LUA_IDSIZE) {
        memcpy(name->shown, chunk, length + 1);
    } else {
        memcpy(name->shown, "...", 3);
        memcpy(name->shown + 3, chunk + length - (LUA_IDSIZE - 4), LUA_IDSIZE - 3);
    }
}

static int line_prefix(const char *text, size_t count, size_t after, int *line, size_t *end) {
    if (after >= count || text[after] != ':') return 0;
    size_t at = after + 1;
    long number = 0;
    while (at < count && text[at] >= '0' && text[at] <= '9' && number < 100000000) number = number * 10 + (text[at++] - '0');
    if (at == after + 1 || at >= count || text[at] != ':') return 0;
    at++;
    if (at < count && text[at] == ' ') at++;
    *line = (int)number;
    *end = at;
    return 1;
}

/// Takes `chunk:line: ` off the front of a message. Returns where the rest begins.
static size_t split_place(c_tocsin_lua *host, const char *text, size_t count) {
    int line;
    size_t end;
    for (int i = 0; i < host->chunk_count; i++) {
        size_t length = strlen(host->chunks[i].shown);
        if (length < count && memcmp(text, host->chunks[i].shown, length) == 0 &&
            line_prefix(text, count, length, &line, &end)) {
            host->chunk.count = 0;
            buffer_text(&host->chunk, host->chunks[i].full);
            host->line = line;
            return end;
        }
    }
    if (count > 9 && memcmp(text, "[string \"", 9) == 0) {
        for (size_t at = 9; at + 1 < count && at < 2 * LUA_IDSIZE; at++) {
            if (text[at] == ']' && text[at - 1] == '"' && line_prefix(text, count, at + 1, &line, &end)) {
                host->chunk.count = 0;
                buffer_append(&host->chunk, text, at + 1);
                host->line = line;
                return end;
            }
        }
    }
    return 0;
}

/// A file's whole path; Lua's short form for what is longer than any path (`load` takes a megabyte for a name).
static const char *shown_source(const lua_Debug *frame) {
    if (frame->source[0] != '@' && frame->source[0] != '=') return frame->short_src;
    return strnlen(frame->source, PATH_MAX_BYTES) < PATH_MAX_BYTES ? frame->source + 1 : frame->short_src;
}

static void write_traceback(c_tocsin_lua *host, lua_State *L) {
    lua_Debug frame;
    int level = 0, skipped = 0, depth = 0;
    while (lua_getstack(L, depth, &frame) && depth < 200) depth++;
    buffer_text(&host->traceback, "stack traceback:");
    for (; lua_getstack(L, level, &frame); level++) {
        if (depth >= 200 ? level >= 21 : depth > 22 && level >= 10 && level < depth - 11) {
            skipped++;
            if (depth >= 200) break;
            continue;
        }
        if (skipped) {
            buffer_format(&host->traceback, "\n\t... (%d levels)", skipped);
            skipped = 0;
        }
        lua_getinfo(L, "Slnt", &frame);
        if (frame.what[0] == 'C') {
            buffer_text(&host->traceback, "\n\t[C]: in ");
        } else {
            buffer_text(&host->traceback, "\n\t");
            buffer_text(&host->traceback, shown_source(&frame));
            buffer_format(&host->traceback, ":%d: in ", frame.currentline);
        }
        if (frame.name && frame.namewhat[0])
            buffer_format(&host->traceback, "%s '%.100s'", frame.namewhat, frame.name);
        else if (frame.what[0] == 'm')
            buffer_text(&host->traceback, "main chunk");
        else if (frame.what[0] == 'C')
            buffer_text(&host->traceback, "?");
        else
            buffer_format(&host->traceback, "function <line %d>", frame.linedefined);
        if (frame.istailcall) buffer_text(&host->traceback, "\n\t(...tail calls...)");
    }
    if (skipped) buffer_text(&host->traceback, "\n\t... (more levels)");
}

/// Notes what went wrong and where, once a failure.
void capture(c_tocsin_lua *host, lua_State *L, int32_t code, const char *text, size_t count) {
    if (host->captured) return;
    host->captured = 1;
    host->code = code;
    host->line = 0;
    host->chunk.count = host->message.count = host->traceback.count = 0;
    if (count > NAME_MAX_BYTES) count = NAME_MAX_BYTES;
    size_t start = split_place(host, text, count);
    buffer_append(&host->message, text + start, count - start);
    if (!L) return;
    lua_Debug frame;
    for (int level = 0; start == 0 && level < 100 && lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        buffer_text(&host->chunk, shown_source(&frame));
        host->line = frame.currentline;
        break;
    }
    write_traceback(host, L);
}

static int is_stack_overflow(const char *text, size_t count) {
    return memmem(text, count, "stack overflow", 14) != NULL;
}

/// The handler of every outermost protected call: reads the stack while it is still there. It runs no Lua.
int message_handler(lua_State *L) {
    c_tocsin_lua *host = host_of(L);
    if (host->captured) return 1;
    if (lua_type(L, 1) == LUA_TSTRING) {
        size_t count;
        const char *text = lua_tolstring(L, 1, &count);
        capture(host, L, is_stack_overflow(text, count) ? C_TOCSIN_LUA_STACK : C_TOCSIN_LUA_RUNTIME, text, count);
    } else {
        capture(host, L, C_TOCSIN_LUA_RUNTIME, "", 0);
    }
    return 1;
}

c_tocsin_lua_failure c_tocsin_lua_failed(c_tocsin_lua *host) {
    c_tocsin_lua_failure failure = {
        .code = host->code,
        .line = host->line,
        .message = {host->message.bytes, host->message.count},
        .chunk = {host->chunk.bytes, host->chunk.count},
        .traceback = {host->traceback.bytes, host->traceback.count},
    };
    return failure;
}

int32_t c_tocsin_lua_caller(c_tocsin_lua *host, c_tocsin_lua_bytes *chunk) {
    lua_Debug frame;
    chunk->bytes = NULL;
    chunk->count = 0;
    if (host->depth == 0) return 0;
    for (int level = 1; level < 20 && lua_getstack(host->current, level, &frame); level++) {
        lua_getinfo(host->current, "Sl", &frame);
        if (frame.currentline <= 0) continue;
        const char *shown = shown_source(&frame);
        chunk->bytes = (const uint8_t *)shown;
        chunk->count = strlen(shown);
        return frame.currentline;
    }
    return 0;
}

int32_t c_tocsin_lua_distance(const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count) {
    enum { LONGEST = 64 };
    if (a_count > LONGEST || b_count > LONGEST) return INT32_MAX;
    int rows[3][LONGEST + 1];
    int *previous = rows[0], *last = rows[1], *row = rows[2];
    for (size_t k = 0; k <= b_count; k++) last[k] = (int)k;
    for (size_t i = 1; i <= a_count; i++) {
        row[0] = (int)i;
        for (size_t k = 1; k <= b_count; k++) {
            int best = last[k - 1] + (a[i - 1] != b[k - 1]);
            if (last[k] + 1 < best) best = last[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && previous[k - 2] + 1 < best)
                best = previous[k - 2] + 1;
            row[k] = best;
        }
        int *spare = previous;
        previous = last;
        last = row;
        row = spare;
    }
    return last[b_count];
}
