// The steps of cutting words, in the forms of several processors: `block_*` says what the bytes of a block are,
// `parts_*` what one word is, `four_*` takes four words at once.
#ifndef CUT_STEPS_H
#define CUT_STEPS_H

#include "c_tocsin_cut.h"

#include <string.h>

#define ALWAYS static inline __attribute__((always_inline))

enum { FORM_BASELINE, FORM_AVX2, FORM_AVX512 };

// See `WordHash` in Swift, which says what the three kinds of hashes are and makes the same ones.
static const uint64_t multiplier = 0x9E3779B97F4A7C15ull;

// What is known of a word of up to sixteen bytes: its letters in lower case, one bit a byte in the masks.
typedef struct {
  uint64_t low, high;
  uint32_t letter, upper, digit;
  uint32_t above;       // or, where it is special, an apostrophe
  uint64_t packed;      // five bits of each of the first twelve
} word_parts;

// Five bits of each of eight letters, side by side.
ALWAYS uint64_t pack(uint64_t letters) {
  uint64_t x = (letters & 0x001F001F001F001Full) | (letters & 0x1F001F001F001F00ull) >> 3;
  x = (x & 0x000003FF000003FFull) | (x & 0x03FF000003FF0000ull) >> 6;
  return (x & 0x00000000000FFFFFull) | (x & 0x000FFFFF00000000ull) >> 12;
}

#if defined(__SSE2__)
#include "cut_steps_x86.h"
#else
ALWAYS c_tocsin_block_masks block_baseline(const uint8_t *p) {
  c_tocsin_block_masks m = {0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    uint64_t above = p[i] >> 7;
    uint64_t letter = ((uint8_t)((p[i] | 0x20) - 'a') < 26) | above;
    uint64_t digit = ((uint8_t)(p[i] - '0') < 10) | above;
    m.letter |= letter << i;
    m.digit |= digit << i;
    m.word |= (letter | digit | (uint64_t)(p[i] == '_')) << i;
    m.both |= (uint64_t)(p[i] == '.' || p[i] == '\'') << i;
    m.colon |= (uint64_t)(p[i] == ':') << i;
    m.comma |= (uint64_t)(p[i] == ',' || p[i] == ';') << i;
  }
  return m;
}

ALWAYS word_parts parts_baseline(const uint8_t *p, uint32_t length, int special) {
  uint8_t folded[16] = {0};
  word_parts w = {0, 0, 0, 0, 0, 0, 0};
  for (uint32_t i = 0; i < length; i++) {
    uint32_t upper = (uint8_t)(p[i] - 'A') < 26;
    folded[i] = (uint8_t)(p[i] | upper << 5);
    w.upper |= upper << i;
    w.letter |= (uint32_t)((uint8_t)(folded[i] - 'a') < 26) << i;
    w.digit |= (uint32_t)((uint8_t)(p[i] - '0') < 10) << i;
    w.above |= (uint32_t)(p[i] >> 7 | (special && p[i] == '\'')) << i;
  }
  memcpy(&w.low, folded, 8);
  memcpy(&w.high, folded + 8, 8);
  w.packed = pack(w.low) | pack(w.high) << 40;
  return w;
}

#define block_avx2 block_baseline
#define block_avx512 block_baseline
#define parts_avx2 parts_baseline
#define C_TOCSIN_AVX2
#define C_TOCSIN_AVX512
#endif

#endif
