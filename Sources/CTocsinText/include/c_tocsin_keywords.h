// Finds the keywords of a compiled set in the tokens of a text: the inner loops of `KeywordScanner`.
#ifndef C_TOCSIN_KEYWORDS_H
#define C_TOCSIN_KEYWORDS_H

#include "c_tocsin_cut.h"

// A word of the set, by its hash. An empty slot has hash 0, which no word of a text has, and word C_TOCSIN_NO_WORD.
// Slots lie in lines of four, one cache line each. The first three are words; the fourth is what a word gets that is
// none of them: no word, and C_TOCSIN_OVERFLOWS where the look-up must go on in the next line.
typedef struct {
  uint64_t hash;
  uint32_t word;
  uint32_t info;
} c_tocsin_word_slot;

// A step of the trie of phrases. `tag` is the rest of the mixed key (low 24 bits), which with the place
// tells the key without doubt, and how many slots it stands behind its own (high 8 bits).
typedef struct {
  uint32_t tag;
  uint32_t info;
} c_tocsin_edge_slot;

enum {
  C_TOCSIN_NO_WORD = 0xFFFFFFFF,
  C_TOCSIN_NO_EDGE = 0xFFFFFFFF,
  C_TOCSIN_REST_BITS = 24,
  C_TOCSIN_FARTHEST = 254,
  // Of `info`:
  C_TOCSIN_ENDS = 1,        // a keyword ends here
  C_TOCSIN_DIRECT = 2,      // only one, and its number is in the payload; else the payload says where the list is
  C_TOCSIN_GOES_ON = 4,     // a longer phrase goes on from here
  C_TOCSIN_CONTINUES = 8,   // of words: a phrase goes on with it
  C_TOCSIN_AMBIGUOUS = 16,  // of words: its hash is another word's too
  C_TOCSIN_OVERFLOWS = 32,  // of a line of words: look in the next one
  C_TOCSIN_SHARED = 64,     // of words: its hash may be that of a word outside the set
  C_TOCSIN_PAYLOAD = 7,     // bits to shift
};

typedef struct {
  // Four a line, and one line more than line_mask + 1: the last is empty.
  const c_tocsin_word_slot *slots;
  uint64_t line_mask;
  // A bit for the hash of each word: small enough to stay in the nearest cache.
  const uint64_t *known;
  uint32_t known_shift;
  // Two bits for each pair of words that begins a phrase.
  const uint64_t *filter;
  uint32_t filter_shift;
  const c_tocsin_edge_slot *edges;
  uint32_t edge_bits, word_bits, key_bits, word_count;
  const uint32_t *letter_offsets;
  const uint8_t *letters;
} c_tocsin_keywords;

// A keyword found over tokens first...last.
typedef struct {
  uint32_t first, last, info;
  uint32_t check;
} c_tocsin_keyword_hit;

enum {
  C_TOCSIN_CHECK_LETTERS = 1,   // some word's letters must be compared, folded
  C_TOCSIN_CHECK_SENTENCE = 2,  // a sentence may end between the words
};

// What the scan works in: room for the tokens and C_TOCSIN_SLACK more, and for `hit_capacity` hits.
typedef struct {
  uint32_t *words, *info;
  uint32_t *candidates, *homes;
  // Keywords of one word about which nothing is to be asked: their tokens, and what the set says of them.
  uint32_t *word_hits, *word_hit_info;
  int64_t word_hit_count;
  // The others.
  c_tocsin_keyword_hit *hits;
  int64_t hit_capacity;
} c_tocsin_keyword_memory;

enum { C_TOCSIN_SLACK = 16 };

// Whether a hash is of one word only; see `WordHash`.
static inline int c_tocsin_is_unique(uint64_t hash) { return hash >> 62 != 2; }

static inline uint64_t c_tocsin_known_bit(uint64_t hash, uint32_t shift) {
  return (hash * 0x9FB21C651E98DF25ull) >> shift;
}

#define C_TOCSIN_PAIR_FIRST 0x9E3779B97F4A7C15ull
#define C_TOCSIN_PAIR_SECOND 0xD6E8FEB86659FD93ull
static inline uint64_t c_tocsin_pair(uint32_t first, uint32_t second) {
  uint64_t p = ((uint64_t)first << 32 | second) * C_TOCSIN_PAIR_FIRST;
  p ^= p >> 32;
  return p * C_TOCSIN_PAIR_SECOND;
}
static inline uint64_t c_tocsin_pair_bits(uint64_t pair) { return 1ull << (pair & 63) | 1ull << (pair >> 6 & 63); }

// A bijection of the keys of `key_bits` bits.
static inline uint64_t c_tocsin_edge_mix(const c_tocsin_keywords *set, uint32_t state, uint32_t word) {
  uint64_t bits = (1ull << set->key_bits) - 1;
  uint64_t key = (uint64_t)state << set->word_bits | word;
  key = (key * 0x9E3779B97F4A7C15ull) & bits;
  key ^= key >> (set->key_bits / 2);
  return (key * 0xD6E8FEB86659FD93ull) & bits;
}

// Looks up the word of each token. `later` has room for the tokens. Returns not 0 where the info of some has the
// ambiguous bit: their hash is that of several words, and the caller must compare.
int64_t c_tocsin_look_up(
  const c_tocsin_keywords *set, const c_tocsin_token *tokens, int64_t count, uint32_t *words, uint32_t *info,
  uint32_t *later);

// Finds the keywords, given each token's word and info: those of one word by place, then the phrases by
// the place of their first word. `is_plain`: phrases go over the ends of sentences. Returns the number of `hits`, or
// -1 where there is no room for them.
int64_t c_tocsin_find(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  c_tocsin_keyword_memory *memory, int is_plain);
// The same without AVX-512, for tests.
int64_t c_tocsin_find_baseline(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  c_tocsin_keyword_memory *memory, int is_plain);

#endif
