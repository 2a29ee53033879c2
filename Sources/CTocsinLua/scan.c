#include "host.h"

#include <ctype.h>

// A look at a source before Lua's own parser sees it.

enum { SUFFIXES_MAX = 200, NESTING_MAX = 256 };

static int long_bracket(const char *s, size_t count, size_t at, size_t *level) {
    size_t k = at + 1;
    while (k < count && s[k] == '=') k++;
    if (k >= count || s[k] != '[') return 0;
    *level = k - at - 1;
    return 1;
}

/// Where the long bracket that opens at `at` ends.
static size_t skip_long(const char *s, size_t count, size_t at, size_t level, int *line) {
    size_t k = at + level + 2;
    for (; k < count; k++) {
        if (s[k] == '\n') ++*line;
        if (s[k] != ']') continue;
        size_t e = k + 1;
        while (e < count && s[e] == '=') e++;
        if (e < count && s[e] == ']' && e - k - 1 == level) return e + 1;
    }
    return count;
}

static int is_keyword(const char *word, size_t count) {
    static const char *const words[] = {
        "and",   "break", "do",  "else", "elseif", "end",    "false", "for",  "function", "goto",  "if",
        "in",    "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == count && memcmp(words[i], word, count) == 0) return 1;
    return 0;
}

/// Refuses what Lua's parser accepts and the host must not run: `_ENV` written in the source (an environment is the
/// host's to give), and more than 200 suffixes in one expression (when one is nil, Lua 5.4.4 builds the message by a
/// recursion over all of them: 100,000 end in a signal, 20,000 in seconds that no hook sees).
int32_t scan_source(const char *s, size_t count, int *line, const char **complaint) {
    int suffixes[NESTING_MAX + 1];
    int depth = 0;
    // What the last token was: an operand ends an expression that a suffix may follow.
    enum { OPERATOR, OPERAND, DOT } last = OPERATOR;
    suffixes[0] = 0;
    *line = 1;
    size_t at = 0;
    if (count && s[0] == '#')
        while (at < count && s[at] != '\n') at++;
    while (at < count) {
        unsigned char c = (unsigned char)s[at];
        size_t level = 0;
        int suffix = 0;
        if (c == '\n') {
            ++*line;
            at++;
            continue;
        }
        if (isspace(c)) {
            at++;
            continue;
        }
        if (c == '-' && at + 1 < count && s[at + 1] == '-') {
            at += 2;
            if (at < count && s[at] == '[' && long_bracket(s, count, at, &level)) {
                at = skip_long(s, count, at, level, line);
            } else {
                while (at < count && s[at] != '\n') at++;
            }
            continue;
        }
        if (isalpha(c) || c == '_') {
            size_t start = at;
            while (at < count && (isalnum((unsigned char)s[at]) || s[at] == '_')) at++;
            if (at - start == 4 && memcmp(s + start, "_ENV", 4) == 0) {
                *complaint = "'_ENV' may not be written in a rule: its environment is given by the host";
                return C_TOCSIN_LUA_SYNTAX;
            }
            if (is_keyword(s + start, at - start)) {
                last = OPERATOR;
                suffixes[depth] = 0;
            } else {
                if (last == DOT) suffix = 1;
                else suffixes[depth] = 0;
                last = OPERAND;
            }
        } else if (isdigit(c) || (c == '.' && at + 1 < count && isdigit((unsigned char)s[at + 1]))) {
            while (at < count && (isalnum((unsigned char)s[at]) || s[at] == '.' ||
                                  ((s[at] == '+' || s[at] == '-') && strchr("eEpP", s[at - 1]))))
                at++;
            suffixes[depth] = 0;
            last = OPERATOR;
        } else if (c == '"' || c == '\'') {
            at++;
            while (at < count && (unsigned char)s[at] != c && s[at] != '\n') at += s[at] == '\\' ? 2 : 1;
            if (at < count) at++;
            if (at > count) at = count;
            if (last == OPERAND) suffix = 1;  // f "text"
            else suffixes[depth] = 0;
            last = OPERAND;
        } else if (c == '[' && long_bracket(s, count, at, &level)) {
            at = skip_long(s, count, at, level, line);
            if (last == OPERAND) suffix = 1;
            else suffixes[depth] = 0;
            last = OPERAND;
        } else if (c == '(' || c == '[' || c == '{') {
            if (last == OPERAND) suffix = 1;
            else suffixes[depth] = 0;
            if (suffix) suffixes[depth]++;
            suffix = 0;
            if (depth < NESTING_MAX) suffixes[++depth] = 0;
            at++;
            last = OPERATOR;
        } else if (c == ')' || c == ']' || c == '}') {
            if (depth > 0) depth--;
            at++;
            last = OPERAND;
        } else if (c == '.' && !(at + 1 < count && s[at + 1] == '.')) {
            at++;
            last = DOT;
        } else if (c == ':' && !(at + 1 < count && s[at + 1] == ':')) {
            at++;
            last = DOT;
        } else {
            at++;
            if (c == '.')
                while (at < count && s[at] == '.') at++;
            if (c == ':') at++;
            suffixes[depth] = 0;
            last = OPERATOR;
        }
        if (suffix) suffixes[depth]++;
        if (suffixes[depth] > SUFFIXES_MAX || (depth > 0 && suffixes[depth - 1] > SUFFIXES_MAX)) {
            *complaint = "more than 200 suffixes in one expression";
            return C_TOCSIN_LUA_SYNTAX;
        }
    }
    return C_TOCSIN_LUA_OK;
}
