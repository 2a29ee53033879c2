#include "c_tocsin_cut.h"

#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#define C_TOCSIN_WIDE __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#endif

#define ALWAYS static inline __attribute__((always_inline))

// See `WordHash` in Swift, which says what the three kinds of hashes are and makes the same ones.
static const uint64_t multiplier = 0x9E3779B97F4A7C15ull;

static const uint8_t keep_bytes[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

#define S C_TOCSIN_GAP_SPACE
#define J C_TOCSIN_GAP_JOINER
#define O C_TOCSIN_GAP_OTHER
#define T C_TOCSIN_GAP_STOP
#define A C_TOCSIN_GAP_ABOVE
#define A16 A, A, A, A, A, A, A, A, A, A, A, A, A, A, A, A
#define O16 O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O
const uint8_t c_tocsin_gap_table[256] = {
  O, O, O, O, O, O, O, O, O, S, C_TOCSIN_GAP_NEWLINE, S, S, S, O, O, O16,
  S, T, O, O, O, O, O, J, O, O, O, O, O, J, T, O,
  O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, T,
  O16, O16, O16, O16,
  A16, A16, A16, A16, A16, A16, A16, A16,
};
#undef S
#undef J
#undef O
#undef T
#undef A

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
ALWAYS __m128i at_most(__m128i v, char low, char span) {
  __m128i d = _mm_sub_epi8(v, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(span)), d);
}
ALWAYS uint64_t mask(__m128i v) { return (uint32_t)_mm_movemask_epi8(v); }
ALWAYS __m128i equal(__m128i v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }

ALWAYS c_tocsin_block_masks block_baseline(const uint8_t *p) {
  c_tocsin_block_masks m = {0, 0, 0, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
    uint64_t above = mask(v);
    uint64_t letter = mask(at_most(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 25)) | above;
    uint64_t digit = mask(at_most(v, '0', 9)) | above;
    m.letter |= letter << (16 * i);
    m.digit |= digit << (16 * i);
    m.word |= (letter | digit | mask(equal(v, '_'))) << (16 * i);
    m.both |= mask(_mm_or_si128(equal(v, '.'), equal(v, '\''))) << (16 * i);
    m.colon |= mask(equal(v, ':')) << (16 * i);
    m.comma |= mask(_mm_or_si128(equal(v, ','), equal(v, ';'))) << (16 * i);
  }
  return m;
}

C_TOCSIN_WIDE static inline uint64_t mask_wide(__m256i a, __m256i b) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32 | (uint32_t)_mm256_movemask_epi8(a);
}
C_TOCSIN_WIDE static inline __m256i equal_wide(__m256i v, char c) {
  return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}
C_TOCSIN_WIDE static inline __m256i at_most_wide(__m256i v, char low, char span) {
  __m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8(span)), d);
}
C_TOCSIN_WIDE static inline c_tocsin_block_masks block_wide(const uint8_t *p) {
  __m256i a = _mm256_loadu_si256((const __m256i *)p);
  __m256i b = _mm256_loadu_si256((const __m256i *)(p + 32));
  __m256i fold = _mm256_set1_epi8(0x20);
  uint64_t above = mask_wide(a, b);
  c_tocsin_block_masks m;
  m.letter =
    mask_wide(at_most_wide(_mm256_or_si256(a, fold), 'a', 25), at_most_wide(_mm256_or_si256(b, fold), 'a', 25)) | above;
  m.digit = mask_wide(at_most_wide(a, '0', 9), at_most_wide(b, '0', 9)) | above;
  m.word = m.letter | m.digit | mask_wide(equal_wide(a, '_'), equal_wide(b, '_'));
  m.both = mask_wide(
    _mm256_or_si256(equal_wide(a, '.'), equal_wide(a, '\'')), _mm256_or_si256(equal_wide(b, '.'), equal_wide(b, '\'')));
  m.colon = mask_wide(equal_wide(a, ':'), equal_wide(b, ':'));
  m.comma = mask_wide(
    _mm256_or_si256(equal_wide(a, ','), equal_wide(a, ';')), _mm256_or_si256(equal_wide(b, ','), equal_wide(b, ';')));
  return m;
}

ALWAYS __m128i load_word(const uint8_t *p, uint32_t length) {
  return _mm_and_si128(
    _mm_loadu_si128((const __m128i *)p), _mm_loadu_si128((const __m128i *)(keep_bytes + 16 - length)));
}

// `special`: all ones in each byte, or none.
ALWAYS word_parts parts_of(__m128i v, __m128i special) {
  __m128i upper = at_most(v, 'A', 25);
  __m128i folded = _mm_or_si128(v, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
  word_parts w;
  w.low = (uint64_t)_mm_cvtsi128_si64(folded);
  w.high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(folded, folded));
  w.upper = (uint32_t)mask(upper);
  w.letter = (uint32_t)mask(at_most(folded, 'a', 25));
  w.digit = (uint32_t)mask(at_most(v, '0', 9));
  w.above = (uint32_t)mask(_mm_or_si128(v, _mm_and_si128(equal(v, '\''), special)));
  return w;
}

ALWAYS word_parts parts_baseline(const uint8_t *p, uint32_t length, int special) {
  word_parts w = parts_of(load_word(p, length), _mm_set1_epi8(special ? -1 : 0));
  w.packed = pack(w.low) | pack(w.high) << 40;
  return w;
}

C_TOCSIN_WIDE static inline word_parts parts_wide(const uint8_t *p, uint32_t length, int special) {
  __m128i v = load_word(p, length);
  word_parts w = parts_of(v, _mm_set1_epi8(special ? -1 : 0));
  // Pairs of five bits to ten, pairs of ten to twenty, in four lanes.
  __m128i tens = _mm_maddubs_epi16(_mm_and_si128(v, _mm_set1_epi8(0x1F)), _mm_set1_epi16(0x2001));
  __m128i twenties = _mm_madd_epi16(tens, _mm_set1_epi32(0x04000001));
  uint64_t eight = (uint64_t)_mm_cvtsi128_si64(twenties);
  uint64_t four = (uint32_t)_mm_extract_epi32(twenties, 2);
  w.packed = (eight & 0xFFFFF) | (eight >> 12 & 0xFFFFF00000) | four << 40;
  return w;
}
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
#define block_wide block_baseline
#define parts_wide parts_baseline
#endif

ALWAYS uint64_t hash_of(word_parts w, uint32_t length) {
  // Up to eight bytes: a bijection of 63 bits.
  uint64_t product = w.low * multiplier;
  uint64_t clear = product & ~(1ull << 63);
  uint64_t brief = clear ^ clear >> 32;
  // Nine to twelve letters: a bijection of 62.
  uint64_t packed = (w.packed * multiplier) & (~0ull >> 2);
  packed = (packed ^ packed >> 31) | 3ull << 62;
  // Others.
  uint64_t first = product ^ product >> 32;
  uint64_t second = (first ^ w.high) * multiplier;
  uint64_t other = ((second ^ second >> 32) & (~0ull >> 2)) | 2ull << 62;
  int is_packed = length <= 12 && w.letter == (1u << length) - 1;
  uint64_t hash = is_packed ? packed : other;
  return length <= 8 ? brief : hash;
}

void c_tocsin_cut_begin(c_tocsin_cutting *c, const uint8_t *text, int64_t count) {
  c->text = text;
  c->count = count;
  c->token_count = 0;
  c->block = -1;
  c->listed = c->pair = c->pairs = 0;
  c->carry_word = c->carry_letter = c->carry_digit = 0;
}

// The masks of a block; bytes past the text count as nothing.
#define BLOCK(index) \
  ({ \
    c_tocsin_block_masks m_ = wide ? block_wide(text + 64 * (index)) : block_baseline(text + 64 * (index)); \
    int64_t left_ = count - 64 * (index); \
    if (left_ < 64) { \
      uint64_t keep_ = (1ull << left_) - 1; \
      m_.word &= keep_; \
      m_.letter &= keep_; \
      m_.digit &= keep_; \
    } \
    m_; \
  })

// Lists the borders of the words of the next blocks.
ALWAYS void list_borders(c_tocsin_cutting *c, int wide) {
  const uint8_t *text = c->text;
  const int64_t count = c->count, blocks = (count + 63) / 64;
  int64_t index = c->block;
  c_tocsin_block_masks masks;
  if (index < 0) {
    index = 0;
    masks = BLOCK(0);
  } else {
    masks = c->masks;
  }
  int64_t last = index + C_TOCSIN_CHUNK < blocks ? index + C_TOCSIN_CHUNK : blocks;
  uint64_t carry_word = c->carry_word, carry_letter = c->carry_letter, carry_digit = c->carry_digit;
  int32_t listed = c->listed;
  for (; index < last; index++) {
    c_tocsin_block_masks next = {0, 0, 0, 0, 0, 0};
    if (index + 1 < blocks) next = BLOCK(index + 1);
    uint64_t letters = (masks.letter << 1 | carry_letter) & (masks.letter >> 1 | next.letter << 63);
    uint64_t digits = (masks.digit << 1 | carry_digit) & (masks.digit >> 1 | next.digit << 63);
    uint64_t word = masks.word | (masks.both & (letters | digits)) | (masks.colon & letters) | (masks.comma & digits);
    uint64_t edges = word ^ (word << 1 | carry_word);
    carry_word = word >> 63;
    carry_letter = masks.letter >> 63;
    carry_digit = masks.digit >> 63;
    int32_t position = (int32_t)(index * 64);
    int edge_count = __builtin_popcountll(edges);
    // Eight at a time without asking: what is written past the count is overwritten.
    int32_t *out = c->borders + listed;
    for (int left = edge_count; left > 0; left -= 8, out += 8) {
      for (int step = 0; step < 8; step++) {
        out[step] = position + (edges ? __builtin_ctzll(edges) : 64);
        edges &= edges - 1;
      }
    }
    listed += edge_count;
    masks = next;
  }
  if (index == blocks && listed & 1) c->borders[listed++] = (int32_t)count;
  c->block = index;
  c->masks = masks;
  c->carry_word = carry_word;
  c->carry_letter = carry_letter;
  c->carry_digit = carry_digit;
  c->listed = listed;
  c->pair = 0;
  c->pairs = listed / 2;
}

ALWAYS int cut(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes, int wide) {
  const int64_t blocks = (c->count + 63) / 64;
  const int special = !keeps_apostrophes;
  const uint8_t *text = c->text;
  for (;;) {
    int64_t n = c->token_count;
    int32_t pair = c->pair;
    const int32_t pairs = c->pairs - pair <= capacity - n ? c->pairs : pair + (int32_t)(capacity - n);
    const int32_t *border = c->borders + 2 * pair;
    for (; pair < pairs; pair++, border += 2) {
      int32_t start = border[0], end = border[1];
      uint32_t length = (uint32_t)(end - start);
      word_parts w;
      if (length <= 16) w = wide ? parts_wide(text + start, length, special) : parts_baseline(text + start, length, special);
      if (length > 16 || w.above) {
        c->token_count = n;
        c->pair = pair + 1;
        c->slow_start = start;
        c->slow_end = end;
        return C_TOCSIN_CUT_SLOW;
      }
      uint32_t flags = w.upper & 1;
      flags |= (uint32_t)((w.letter == w.upper) & ((w.upper & (w.upper - 1)) != 0)) << 1;
      flags |= (w.digit & 1) << 2;
      flags |= (uint32_t)(w.digit != 0) << 3;
      uint64_t place = (uint32_t)start | (uint64_t)(uint32_t)end << 32, hash = hash_of(w, length);
      // No sentence yet, a space before it.
      uint64_t rest = (uint64_t)flags << 32 | 1ull << 48;
      uint8_t *token = (uint8_t *)(tokens + n);
      memcpy(token, &place, 8);
      memcpy(token + 8, &hash, 8);
      memcpy(token + 16, &rest, 8);
      n += (w.letter | w.digit) != 0;  // else only underscores
    }
    c->token_count = n;
    c->pair = pair;
    if (pair < c->pairs) return C_TOCSIN_CUT_FULL;
    if (c->block == blocks || blocks == 0) return C_TOCSIN_CUT_DONE;
    // A border whose word goes on in the next chunk.
    if (c->listed & 1) {
      c->borders[0] = c->borders[c->listed - 1];
      c->listed = 1;
    } else {
      c->listed = 0;
    }
    list_borders(c, wide);
  }
}

int c_tocsin_cut_baseline(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, 0);
}

#if defined(__SSE2__)
C_TOCSIN_WIDE static int cut_wide(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, 1);
}

int c_tocsin_cut(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
    return cut_wide(c, tokens, capacity, keeps_apostrophes);
  return cut(c, tokens, capacity, keeps_apostrophes, 0);
}
#else
int c_tocsin_cut(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, 0);
}
#endif

int c_tocsin_wraps(const uint8_t *text, int64_t count, int64_t *newlines, int64_t *wrapped) {
  int64_t lines = 0, lower = 0, i = 0;
  uint64_t above = 0;
#if defined(__SSE2__)
  for (; i + 17 <= count; i += 16) {
    uint64_t at = mask(equal(_mm_loadu_si128((const __m128i *)(text + i)), '\n'));
    if (at == 0) continue;
    __m128i next = _mm_loadu_si128((const __m128i *)(text + i + 1));
    lines += __builtin_popcountll(at);
    lower += __builtin_popcountll(at & mask(at_most(next, 'a', 25)));
    above |= at & mask(next);
  }
#endif
  for (; i < count; i++) {
    if (text[i] != '\n') continue;
    lines++;
    if (i + 1 >= count) continue;
    lower += (uint8_t)(text[i + 1] - 'a') < 26;
    above |= text[i + 1] >> 7;
  }
  *newlines = lines;
  *wrapped = lower;
  return above == 0;
}
