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

/// A line break as Lua's lexer sees it: "\n", "\r", or the two in either order. Returns where the next line begins.
static size_t skip_break(const char *s, size_t count, size_t at, int *line) {
    char first = s[at++];
    if (at < count && (s[at] == '\n' || s[at] == '\r') && s[at] != first) at++;
    ++*line;
    return at;
}

static int is_break(char c) { return c == '\n' || c == '\r'; }

/// Where the quoted string that opens at `at` ends. Its escapes matter: a line break after a backslash, and every
/// blank after "\z", do not end it.
static size_t skip_quoted(const char *s, size_t count, size_t at, int *line) {
    char quote = s[at++];
    while (at < count && s[at] != quote && !is_break(s[at])) {
        if (s[at++] != '\\' || at >= count) continue;
        if (is_break(s[at])) {
            at = skip_break(s, count, at, line);
        } else if (s[at++] == 'z') {
            while (at < count && isspace((unsigned char)s[at])) {
                if (is_break(s[at])) at = skip_break(s, count, at, line);
                else at++;
            }
        }
    }
    return at < count ? at + 1 : count;
}

/// Where the number that begins at `at` ends, by the lexer's own rule: a sign belongs to it after the exponent letter
/// of its base only.
static size_t skip_number(const char *s, size_t count, size_t at) {
    const char *exponent = "Ee";
    if (s[at] == '0' && at + 1 < count && (s[at + 1] == 'x' || s[at + 1] == 'X')) {
        exponent = "Pp";
        at++;
    }
    at++;
    while (at < count) {
        if (s[at] == exponent[0] || s[at] == exponent[1]) {
            at++;
            if (at < count && (s[at] == '+' || s[at] == '-')) at++;
        } else if (isxdigit((unsigned char)s[at]) || s[at] == '.') {
            at++;
        } else {
            break;
        }
    }
    return at;
}

/// Where the long bracket that opens at `at` ends.
static size_t skip_long(const char *s, size_t count, size_t at, size_t level, int *line) {
    size_t k = at + level + 2;
    while (k < count) {
        if (is_break(s[k])) {
            k = skip_break(s, count, k, line);
            continue;
        }
        if (s[k++] != ']') continue;
        size_t e = k;
        while (e < count && s[e] == '=') e++;
        if (e < count && s[e] == ']' && e - k == level) return e + 1;
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
    char groups[NESTING_MAX + 1];  // whether the bracket stands for a value of its own: (a.b).c is a.b.c to Lua
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
        if (is_break((char)c)) {
            at = skip_break(s, count, at, line);
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
                while (at < count && !is_break(s[at])) at++;
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
            at = skip_number(s, count, at);
            suffixes[depth] = 0;
            last = OPERATOR;
        } else if (c == '"' || c == '\'') {
            at = skip_quoted(s, count, at, line);
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
            if (depth < NESTING_MAX) {
                suffixes[++depth] = 0;
                groups[depth] = c == '(' && !suffix;
            }
            suffix = 0;
            at++;
            last = OPERATOR;
        } else if (c == ')' || c == ']' || c == '}') {
            if (depth > 0) {
                depth--;
                if (groups[depth + 1]) suffixes[depth] = suffixes[depth + 1];
            }
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
