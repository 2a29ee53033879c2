#include "cut_steps.h"

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
    c_tocsin_block_masks m_ = form == FORM_AVX512 ? block_avx512(text + 64 * (index)) \
      : form == FORM_AVX2 ? block_avx2(text + 64 * (index)) \
                          : block_baseline(text + 64 * (index)); \
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
ALWAYS void list_borders(c_tocsin_cutting *c, int form) {
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
    // Many at a time without asking: what is written past the count is overwritten.
    int32_t *out = c->borders + listed;
#if defined(__SSE2__)
    if (form == FORM_AVX512) {
      list_avx512(edges, position, edge_count, out);
      edges = 0;
    }
#endif
    for (int left = edges ? edge_count : 0; left > 0; left -= 8, out += 8) {
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

// Takes one word. Returns how many tokens it gave, or -1 where the caller must take it the slow way.
ALWAYS int take(const uint8_t *text, int32_t start, int32_t end, int special, int form, c_tocsin_token *to) {
  uint32_t length = (uint32_t)(end - start);
  if (length > 16) return -1;
  const uint8_t *word = text + start;
  word_parts w =
    form == FORM_BASELINE ? parts_baseline(word, length, special) : parts_avx2(word, length, special);
  uint32_t flags = 0;
  if (w.above) {
    // A possessive "'s" is cut off; whatever else is not plain is not for here.
    if (length < 3 || w.above != 1u << (length - 2) || word[length - 2] != '\'' || (word[length - 1] | 0x20) != 's')
      return -1;
    length -= 2;
    end -= 2;
    flags = C_TOCSIN_POSSESSIVE;
    w = form == FORM_BASELINE ? parts_baseline(word, length, special) : parts_avx2(word, length, special);
  }
  flags |= w.upper & 1;
  flags |= (uint32_t)((w.letter == w.upper) & ((w.upper & (w.upper - 1)) != 0)) << 1;
  flags |= (w.digit & 1) << 2;
  flags |= (uint32_t)(w.digit != 0) << 3;
  uint64_t place = (uint32_t)start | (uint64_t)(uint32_t)end << 32, hash = hash_of(w, length);
  // No sentence yet, a space before it.
  uint64_t rest = (uint64_t)flags << 32 | 1ull << 48;
  uint8_t *out = (uint8_t *)to;
  memcpy(out, &place, 8);
  memcpy(out + 8, &hash, 8);
  memcpy(out + 16, &rest, 8);
  return (w.letter | w.digit) != 0;  // else only underscores
}

ALWAYS int cut(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes, int form) {
  const int64_t blocks = (c->count + 63) / 64;
  const int special = !keeps_apostrophes;
  const uint8_t *text = c->text;
  for (;;) {
    int64_t n = c->token_count;
    int32_t pair = c->pair;
    const int32_t pairs = c->pairs - pair <= capacity - n ? c->pairs : pair + (int32_t)(capacity - n);
    const int32_t *border = c->borders;
    while (pair < pairs) {
      int32_t stop = pairs;
#if defined(__SSE2__)
      if (form == FORM_AVX512) {
        for (; pair + 4 <= pairs && four_avx512(text, border + 2 * pair, special, tokens + n); pair += 4) n += 4;
        if (pair + 4 <= pairs) stop = pair + 4;
      }
#endif
      for (; pair < stop; pair++) {
        int32_t start = border[2 * pair], end = border[2 * pair + 1];
        int taken = take(text, start, end, special, form, tokens + n);
        if (taken < 0) {
          c->token_count = n;
          c->pair = pair + 1;
          c->slow_start = start;
          c->slow_end = end;
          return C_TOCSIN_CUT_SLOW;
        }
        n += taken;
      }
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
    list_borders(c, form);
  }
}

int c_tocsin_cut_baseline(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, FORM_BASELINE);
}

C_TOCSIN_AVX2 int c_tocsin_cut_avx2(
  c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, FORM_AVX2);
}

C_TOCSIN_AVX512 int c_tocsin_cut_avx512(
  c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  return cut(c, tokens, capacity, keeps_apostrophes, FORM_AVX512);
}

int c_tocsin_cut_form(void) {
#if defined(__SSE2__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
  if (!__builtin_cpu_supports("avx512vbmi2") || !__builtin_cpu_supports("avx512vbmi")) return 1;
  if (!__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq")) return 1;
  return __builtin_cpu_supports("avx512vl") ? 2 : 1;
#else
  return 0;
#endif
}

int c_tocsin_cut(c_tocsin_cutting *c, c_tocsin_token *tokens, int64_t capacity, int keeps_apostrophes) {
  switch (c_tocsin_cut_form()) {
    case 2: return c_tocsin_cut_avx512(c, tokens, capacity, keeps_apostrophes);
    case 1: return c_tocsin_cut_avx2(c, tokens, capacity, keeps_apostrophes);
    default: return c_tocsin_cut_baseline(c, tokens, capacity, keeps_apostrophes);
  }
}

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
