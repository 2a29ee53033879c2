// The tables of Unicode, which script/unicode-tables writes: what Swift cannot say well.
#ifndef C_TOCSIN_TEXT_H
#define C_TOCSIN_TEXT_H

#include <stdint.h>

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

#endif
