// SSE2, which every processor of this kind has; AVX2 and AVX-512, chosen when the program runs.
#include <immintrin.h>

#define C_TOCSIN_AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define C_TOCSIN_AVX512 \
  __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2")))

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

C_TOCSIN_AVX2 static inline uint64_t mask_avx2(__m256i a, __m256i b) {
  return (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32 | (uint32_t)_mm256_movemask_epi8(a);
}
C_TOCSIN_AVX2 static inline __m256i equal_avx2(__m256i v, char c) {
  return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}
C_TOCSIN_AVX2 static inline __m256i at_most_avx2(__m256i v, char low, char span) {
  __m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8(low));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8(span)), d);
}
C_TOCSIN_AVX2 static inline c_tocsin_block_masks block_avx2(const uint8_t *p) {
  __m256i a = _mm256_loadu_si256((const __m256i *)p);
  __m256i b = _mm256_loadu_si256((const __m256i *)(p + 32));
  __m256i fold = _mm256_set1_epi8(0x20);
  uint64_t above = mask_avx2(a, b);
  c_tocsin_block_masks m;
  m.letter =
    mask_avx2(at_most_avx2(_mm256_or_si256(a, fold), 'a', 25), at_most_avx2(_mm256_or_si256(b, fold), 'a', 25)) | above;
  m.digit = mask_avx2(at_most_avx2(a, '0', 9), at_most_avx2(b, '0', 9)) | above;
  m.word = m.letter | m.digit | mask_avx2(equal_avx2(a, '_'), equal_avx2(b, '_'));
  m.both = mask_avx2(
    _mm256_or_si256(equal_avx2(a, '.'), equal_avx2(a, '\'')), _mm256_or_si256(equal_avx2(b, '.'), equal_avx2(b, '\'')));
  m.colon = mask_avx2(equal_avx2(a, ':'), equal_avx2(b, ':'));
  m.comma = mask_avx2(
    _mm256_or_si256(equal_avx2(a, ','), equal_avx2(a, ';')), _mm256_or_si256(equal_avx2(b, ','), equal_avx2(b, ';')));
  return m;
}

C_TOCSIN_AVX512 static inline uint64_t at_most_avx512(__m512i v, char low, char span) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8(low)), _mm512_set1_epi8(span));
}
C_TOCSIN_AVX512 static inline uint64_t equal_avx512(__m512i v, char c) {
  return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}
C_TOCSIN_AVX512 static inline c_tocsin_block_masks block_avx512(const uint8_t *p) {
  __m512i v = _mm512_loadu_si512(p);
  uint64_t above = _mm512_movepi8_mask(v);
  c_tocsin_block_masks m;
  m.letter = at_most_avx512(_mm512_or_si512(v, _mm512_set1_epi8(0x20)), 'a', 25) | above;
  m.digit = at_most_avx512(v, '0', 9) | above;
  m.word = m.letter | m.digit | equal_avx512(v, '_');
  m.both = equal_avx512(v, '.') | equal_avx512(v, '\'');
  m.colon = equal_avx512(v, ':');
  m.comma = equal_avx512(v, ',') | equal_avx512(v, ';');
  return m;
}

static const uint8_t keep_bytes[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

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

C_TOCSIN_AVX2 static inline word_parts parts_avx2(const uint8_t *p, uint32_t length, int special) {
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

// Writes the places of the bits of `edges`, `position` added to each. Room for 64 must be there.
C_TOCSIN_AVX512 static inline void list_avx512(uint64_t edges, int32_t position, int count, int32_t *out) {
  static const uint8_t places[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
  };
  __m512i listed = _mm512_maskz_compress_epi8(edges, _mm512_loadu_si512(places));
  __m512i from = _mm512_set1_epi32(position);
  _mm512_storeu_si512(out, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(listed)), from));
  _mm512_storeu_si512(out + 16, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(listed, 1)), from));
  if (count <= 32) return;
  _mm512_storeu_si512(out + 32, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(listed, 2)), from));
  _mm512_storeu_si512(out + 48, _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(listed, 3)), from));
}

// Four words at once, each in sixteen bytes of a register. Returns 0, with nothing written, where one of them is
// longer, or is not plain, or has neither letter nor digit: then they must be taken one by one.
C_TOCSIN_AVX512 static inline int four_avx512(
  const uint8_t *text, const int32_t *border, int special, c_tocsin_token *tokens) {
  const __m256i places = _mm256_loadu_si256((const __m256i *)border);
  const __m256i lengths =
    _mm256_and_si256(_mm256_sub_epi32(_mm256_srli_epi64(places, 32), places), _mm256_set1_epi64x(0xFFFFFFFF));
  __m512i v = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)(text + border[0])));
  v = _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(text + border[2])), 1);
  v = _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(text + border[4])), 2);
  v = _mm512_inserti32x4(v, _mm_loadu_si128((const __m128i *)(text + border[6])), 3);
  // The length of its word beside each byte.
  const __m512i spread = _mm512_set_epi64(
    0x1818181818181818, 0x1818181818181818, 0x1010101010101010, 0x1010101010101010, 0x0808080808080808,
    0x0808080808080808, 0, 0);
  const __m512i place = _mm512_broadcast_i32x4(_mm_set_epi64x(0x0F0E0D0C0B0A0908, 0x0706050403020100));
  const __mmask64 keep =
    _mm512_cmplt_epu8_mask(place, _mm512_permutexvar_epi8(spread, _mm512_castsi256_si512(lengths)));
  v = _mm512_maskz_mov_epi8(keep, v);

  const uint64_t upper = at_most_avx512(v, 'A', 25);
  const __m512i folded = _mm512_mask_add_epi8(v, upper, v, _mm512_set1_epi8(0x20));
  const uint64_t letter = at_most_avx512(folded, 'a', 25);
  const uint64_t digit = at_most_avx512(v, '0', 9);
  const uint64_t odd = _mm512_movepi8_mask(v) | (special ? equal_avx512(v, '\'') : 0);
  const uint64_t each = 0x0001000100010001ull, known = letter | digit;
  const int is_long = _mm256_cmpgt_epu64_mask(lengths, _mm256_set1_epi64x(16));
  if (odd != 0 || is_long != 0 || ((known - each) & ~known & (each << 15)) != 0) return 0;

  // Sixteen bits a word.
  const __m128i zero = _mm_setzero_si128(), one = _mm_set1_epi16(1);
  const __m128i uppers = _mm_cvtsi64_si128((long long)upper), letters = _mm_cvtsi64_si128((long long)letter);
  const __m128i digits = _mm_cvtsi64_si128((long long)digit);
  const __m128i several = _mm_and_si128(uppers, _mm_sub_epi16(uppers, one));
  const __m128i all_caps = _mm_andnot_si128(_mm_cmpeq_epi16(several, zero), _mm_cmpeq_epi16(uppers, letters));
  __m128i flags = _mm_and_si128(uppers, one);
  flags = _mm_or_si128(flags, _mm_and_si128(all_caps, _mm_set1_epi16(2)));
  flags = _mm_or_si128(flags, _mm_slli_epi16(_mm_and_si128(digits, one), 2));
  flags = _mm_or_si128(flags, _mm_andnot_si128(_mm_cmpeq_epi16(digits, zero), _mm_set1_epi16(8)));
  const __m128i only_letters = _mm_cmpeq_epi16(letters, _mm_cvtsi64_si128((long long)keep));

  // The hashes; see `hash_of`.
  const __m256i product_by = _mm256_set1_epi64x((long long)multiplier);
  const __m256i low62 = _mm256_set1_epi64x((long long)(~0ull >> 2));
  const __m512i evens = _mm512_set_epi64(0, 0, 0, 0, 6, 4, 2, 0), odds = _mm512_set_epi64(0, 0, 0, 0, 7, 5, 3, 1);
  const __m256i low = _mm512_castsi512_si256(_mm512_permutexvar_epi64(evens, folded));
  const __m256i high = _mm512_castsi512_si256(_mm512_permutexvar_epi64(odds, folded));
  const __m256i product = _mm256_mullo_epi64(low, product_by);
  const __m256i clear = _mm256_and_si256(product, _mm256_set1_epi64x((long long)(~0ull >> 1)));
  const __m256i brief = _mm256_xor_si256(clear, _mm256_srli_epi64(clear, 32));
  const __m512i tens =
    _mm512_maddubs_epi16(_mm512_and_si512(v, _mm512_set1_epi8(0x1F)), _mm512_set1_epi16(0x2001));
  const __m512i twenties = _mm512_madd_epi16(tens, _mm512_set1_epi32(0x04000001));
  const __m256i eight = _mm512_castsi512_si256(_mm512_permutexvar_epi64(evens, twenties));
  const __m256i four = _mm512_castsi512_si256(_mm512_permutexvar_epi64(odds, twenties));
  const __m256i bits20 = _mm256_set1_epi64x(0xFFFFF);
  __m256i packed = _mm256_or_si256(
    _mm256_or_si256(
      _mm256_and_si256(eight, bits20), _mm256_and_si256(_mm256_srli_epi64(eight, 12), _mm256_slli_epi64(bits20, 20))),
    _mm256_slli_epi64(four, 40));
  packed = _mm256_and_si256(_mm256_mullo_epi64(packed, product_by), low62);
  packed = _mm256_or_si256(
    _mm256_xor_si256(packed, _mm256_srli_epi64(packed, 31)), _mm256_set1_epi64x((long long)(3ull << 62)));
  const __m256i first = _mm256_xor_si256(product, _mm256_srli_epi64(product, 32));
  const __m256i second = _mm256_mullo_epi64(_mm256_xor_si256(first, high), product_by);
  const __m256i other = _mm256_or_si256(
    _mm256_and_si256(_mm256_xor_si256(second, _mm256_srli_epi64(second, 32)), low62),
    _mm256_set1_epi64x((long long)(2ull << 62)));
  const __mmask8 is_brief = _mm256_cmple_epu64_mask(lengths, _mm256_set1_epi64x(8));
  const __mmask8 is_packed = _mm256_mask_cmple_epu64_mask(
    _mm256_movepi64_mask(_mm256_cvtepi16_epi64(only_letters)), lengths, _mm256_set1_epi64x(12));
  const __m256i hash = _mm256_mask_blend_epi64(is_brief, _mm256_mask_blend_epi64(is_packed, other, packed), brief);

  // No sentence yet, a space before each. Three words of eight bytes a token.
  const __m256i rest =
    _mm256_or_si256(_mm256_slli_epi64(_mm256_cvtepu16_epi64(flags), 32), _mm256_set1_epi64x(1ll << 48));
  const __m512i both = _mm512_inserti64x4(_mm512_castsi256_si512(places), hash, 1);
  const __m512i rests = _mm512_castsi256_si512(rest);
  const __m512i start = _mm512_permutex2var_epi64(both, _mm512_set_epi64(6, 2, 9, 5, 1, 8, 4, 0), rests);
  const __m512i end = _mm512_permutex2var_epi64(both, _mm512_set_epi64(0, 0, 0, 0, 11, 7, 3, 10), rests);
  uint8_t *out = (uint8_t *)tokens;
  _mm512_storeu_si512(out, start);
  _mm256_storeu_si256((__m256i *)(out + 64), _mm512_castsi512_si256(end));
  return 1;
}
