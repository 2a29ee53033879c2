#include "host.h"

/// Outside Lua's memory, so that a full Lua can still say what happened. What goes in is bounded by its callers.
void buffer_reserve(buffer *b, size_t extra) {
    if (b->count + extra <= b->capacity) return;
    size_t capacity = b->capacity ? b->capacity : 256;
    while (capacity < b->count + extra) capacity *= 2;
    uint8_t *grown = realloc(b->bytes, capacity);
    if (!grown) abort();
    b->bytes = grown;
    b->capacity = capacity;
}

void buffer_append(buffer *b, const void *bytes, size_t count) {
    buffer_reserve(b, count);
    if (count) memcpy(b->bytes + b->count, bytes, count);
    b->count += count;
}

void buffer_text(buffer *b, const char *text) { buffer_append(b, text, strlen(text)); }

void buffer_format(buffer *b, const char *format, ...) {
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (n < 0) return;
    buffer_append(b, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}

void buffer_u32(buffer *b, uint32_t value) { buffer_append(b, &value, sizeof value); }
