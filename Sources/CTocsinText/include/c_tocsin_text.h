// What Swift cannot say well: a mask of 64 bytes in a few instructions, and large constant tables.
// Header-only but for the tables, which script/unicode-tables writes.
#ifndef C_TOCSIN_TEXT_H
#define C_TOCSIN_TEXT_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Two-stage tables over scalars below 0x20000: pages of 128.
// Class: the low four bits are a word-break class, 16 is upper case, 32 lower case.
extern const uint16_t c_tocsin_class_index[];
extern const uint8_t c_tocsin_class_pages[];
// Folded forms: offsets into the pool (a length byte, then UTF-8); 0 leaves the character as it is.
extern const uint16_t c_tocsin_fold_index[];
extern const uint16_t c_tocsin_fold_pages[];
extern const uint16_t c_tocsin_lower_index[];
extern const uint16_t c_tocsin_lower_pages[];
extern const uint8_t c_tocsin_fold_pool[];
// Letters below 0x800 whose folded form has two bytes: those bytes, first one low. Else 0.
extern const uint16_t c_tocsin_fold_two[];
// Cyrillic letters with a mark: base, mark, composed.
extern const uint16_t c_tocsin_compose[];
extern const int c_tocsin_compose_count;

// Swift sees arrays of unknown length only through functions.
static inline uint8_t c_tocsin_class(uint32_t scalar) {
  if (scalar >= 0x20000) return scalar < 0x323B0 ? 4 : 0;  // Han beyond the basic plane: one word each
  return c_tocsin_class_pages[(uint32_t)c_tocsin_class_index[scalar >> 7] << 7 | (scalar & 127)];
}
static inline const uint8_t *c_tocsin_fold(uint32_t scalar) {
  if (scalar >= 0x20000) return c_tocsin_fold_pool;
  return c_tocsin_fold_pool
       + c_tocsin_fold_pages[(uint32_t)c_tocsin_fold_index[scalar >> 7] << 7 | (scalar & 127)];
}
static inline const uint8_t *c_tocsin_lower(uint32_t scalar) {
  if (scalar >= 0x20000) return c_tocsin_fold_pool;
  return c_tocsin_fold_pool
       + c_tocsin_lower_pages[(uint32_t)c_tocsin_lower_index[scalar >> 7] << 7 | (scalar & 127)];
}
static inline uint16_t c_tocsin_fold_pair(uint32_t scalar) { return c_tocsin_fold_two[scalar]; }
// The letter that a Cyrillic base and a combining mark make, or 0.
static inline uint32_t c_tocsin_composed(uint32_t base, uint32_t mark) {
  for (int i = 0; i < c_tocsin_compose_count; i++) {
    if (c_tocsin_compose[3 * i] == base && c_tocsin_compose[3 * i + 1] == mark) return c_tocsin_compose[3 * i + 2];
  }
  return 0;
}

// One bit a byte of a block of 64.
typedef struct {
  uint64_t word;    // letters, digits, underscores, bytes above ASCII
  uint64_t letter;  // letters and bytes above ASCII
  uint64_t digit;   // digits and bytes above ASCII
  uint64_t both;    // . and ' : join letters, and digits
  uint64_t colon;   // : joins letters
  uint64_t comma;   // , and ; join digits
} c_tocsin_block_masks;

// Sixteen bytes of a word, cleared past its end and in lower case; one bit a byte in the masks.
typedef struct {
  uint64_t low, high;
  uint32_t upper, lower, digit, apostrophe, above;
} c_tocsin_word_parts;

static inline uint32_t c_tocsin_bits(uint32_t length) { return (uint32_t)((1ull << length) - 1); }

#if defined(__SSE2__)
static inline __m128i c_tocsin_at_most(__m128i v, char low, char span) {
  __m128i d = _mm_sub_epi8(v, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(span)), d);
}
static inline uint64_t c_tocsin_mask(__m128i v) { return (uint32_t)_mm_movemask_epi8(v); }
static inline __m128i c_tocsin_equal(__m128i v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }

static inline c_tocsin_block_masks c_tocsin_block(const uint8_t *p) {
  c_tocsin_block_masks m = {0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
    uint64_t above = c_tocsin_mask(v);
    uint64_t letter = c_tocsin_mask(c_tocsin_at_most(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 25)) | above;
    uint64_t digit = c_tocsin_mask(c_tocsin_at_most(v, '0', 9)) | above;
    m.letter |= letter << (16 * i);
    m.digit |= digit << (16 * i);
    m.word |= (letter | digit | c_tocsin_mask(c_tocsin_equal(v, '_'))) << (16 * i);
    m.both |= c_tocsin_mask(_mm_or_si128(c_tocsin_equal(v, '.'), c_tocsin_equal(v, '\''))) << (16 * i);
    m.colon |= c_tocsin_mask(c_tocsin_equal(v, ':')) << (16 * i);
    m.comma |= c_tocsin_mask(_mm_or_si128(c_tocsin_equal(v, ','), c_tocsin_equal(v, ';'))) << (16 * i);
  }
  return m;
}

static const uint8_t c_tocsin_keep[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                                          255, 255, 255, 255, 255, 0,   0,   0,   0,   0,   0,
                                          0,   0,   0,   0,   0,   0,   0,   0,   0,   0};

// At most 16 bytes; 16 must be readable.
static inline c_tocsin_word_parts c_tocsin_word(const uint8_t *p, uint32_t length) {
  __m128i v = _mm_and_si128(_mm_loadu_si128((const __m128i *)p),
                            _mm_loadu_si128((const __m128i *)(c_tocsin_keep + 16 - length)));
  __m128i upper = c_tocsin_at_most(v, 'A', 25);
  __m128i folded = _mm_or_si128(v, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
  c_tocsin_word_parts w;
  w.low = (uint64_t)_mm_cvtsi128_si64(folded);
  w.high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(folded, folded));
  w.upper = (uint32_t)c_tocsin_mask(upper);
  w.lower = (uint32_t)c_tocsin_mask(c_tocsin_at_most(v, 'a', 25));
  w.digit = (uint32_t)c_tocsin_mask(c_tocsin_at_most(v, '0', 9));
  w.apostrophe = (uint32_t)c_tocsin_mask(c_tocsin_equal(v, '\''));
  w.above = (uint32_t)c_tocsin_mask(v);
  return w;
}
#else
static inline c_tocsin_block_masks c_tocsin_block(const uint8_t *p) {
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

static inline c_tocsin_word_parts c_tocsin_word(const uint8_t *p, uint32_t length) {
  uint8_t folded[16] = {0};
  c_tocsin_word_parts w = {0, 0, 0, 0, 0, 0, 0};
  for (uint32_t i = 0; i < length; i++) {
    uint32_t upper = (uint8_t)(p[i] - 'A') < 26;
    folded[i] = (uint8_t)(p[i] | upper << 5);
    w.upper |= upper << i;
    w.lower |= (uint32_t)((uint8_t)(p[i] - 'a') < 26) << i;
    w.digit |= (uint32_t)((uint8_t)(p[i] - '0') < 10) << i;
    w.apostrophe |= (uint32_t)(p[i] == '\'') << i;
    w.above |= (uint32_t)(p[i] >> 7) << i;
  }
  memcpy(&w.low, folded, 8);
  memcpy(&w.high, folded + 8, 8);
  return w;
}
#endif

#endif
