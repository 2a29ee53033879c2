// Cuts ASCII words out of UTF-8 and hashes them: masks of 64 bytes, then one step a word.
// In C for its vector instructions; the AVX2 form is chosen when the program runs.
#ifndef C_TOCSIN_CUT_H
#define C_TOCSIN_CUT_H

#include <stdint.h>

// Laid out as Swift's `Token`.
typedef struct {
  int32_t start, end;
  uint64_t hash;
  int32_t sentence;
  uint16_t flags;
  uint8_t gap;
} c_tocsin_token;

enum { C_TOCSIN_POSSESSIVE = 32 };  // of a token's flags

// One bit a byte of a block of 64.
typedef struct {
  uint64_t word;    // letters, digits, underscores, bytes above ASCII
  uint64_t letter;  // letters and bytes above ASCII
  uint64_t digit;   // digits and bytes above ASCII
  uint64_t both;    // . and ' : join letters, and digits
  uint64_t colon;   // : joins letters
  uint64_t comma;   // , and ; join digits
} c_tocsin_block_masks;

enum {
  C_TOCSIN_CHUNK = 32,  // blocks whose word borders are listed before their words are cut
  C_TOCSIN_CUT_DONE = 0,
  C_TOCSIN_CUT_SLOW = 1,  // slow_start and slow_end hold a run for the slow way
  C_TOCSIN_CUT_FULL = 2,  // no room for a token
};

// The state of one pass over one text; 192 bytes after the text must be readable.
typedef struct {
  const uint8_t *text;
  int64_t count;
  // Tokens written so far; the caller moves it on after a run cut the slow way.
  int64_t token_count;
  int32_t slow_start, slow_end;
  int64_t block;
  int32_t listed, pair, pairs;
  uint64_t carry_word, carry_letter, carry_digit;
  c_tocsin_block_masks masks;
  int32_t borders[C_TOCSIN_CHUNK * 64 + 16];
} c_tocsin_cutting;

// Begins a text.
void c_tocsin_cut_begin(c_tocsin_cutting *cutting, const uint8_t *text, int64_t count);
// Goes on until the text ends or the caller is needed. `keeps_apostrophes`: a word with one takes the
// slow way only where it is 0.
int c_tocsin_cut(c_tocsin_cutting *cutting, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes);
// Its forms, of which `c_tocsin_cut` takes the best this processor has: plain C or SSE2 (0), AVX2 (1), AVX-512 (2).
int c_tocsin_cut_form(void);
int c_tocsin_cut_baseline(
  c_tocsin_cutting *cutting, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes);
int c_tocsin_cut_avx2(
  c_tocsin_cutting *cutting, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes);
int c_tocsin_cut_avx512(
  c_tocsin_cutting *cutting, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes);

// What a stretch between words holds, as bits.
enum {
  C_TOCSIN_GAP_SPACE = 1,
  C_TOCSIN_GAP_NEWLINE = 2,
  C_TOCSIN_GAP_STOP = 4,    // . ! ?
  C_TOCSIN_GAP_JOINER = 8,  // - '
  C_TOCSIN_GAP_OTHER = 16,
  C_TOCSIN_GAP_ABOVE = 32,  // a byte above ASCII
};
extern const uint8_t c_tocsin_gap_table[256];

static inline uint32_t c_tocsin_gap(const uint8_t *p, int64_t count) {
  uint32_t bits = 0;
  for (int64_t i = 0; i < count; i++) bits |= c_tocsin_gap_table[p[i]];
  return bits;
}

// Counts newlines and those before a lower-case ASCII letter. Returns 0 where one stands before a
// byte above ASCII: then the caller must look for itself.
int c_tocsin_wraps(const uint8_t *text, int64_t count, int64_t *newlines, int64_t *wrapped);

#endif
