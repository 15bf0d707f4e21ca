#include "CMultiBufferShims.h"
#include <dlfcn.h>
#include <stddef.h>

enum { LANES = 8, OCTETS = 32, WORDS = 4 };

// As in <crypto_mb/cpu_features.h> and <crypto_mb/ec_nistp256.h>; a status has four bits for each lane.
typedef int (*is_applicable)(uint64_t features);
typedef uint32_t (*verify_p256)(
    const uint8_t *const r[LANES], const uint8_t *const s[LANES], const uint8_t *const digest[LANES],
    const uint64_t *const x[LANES], const uint64_t *const y[LANES], const uint64_t *const z[LANES], uint8_t *scratch);

static verify_p256 verify;

cmultibuffer_state cmultibuffer_load(void) {
  if (verify) return CMULTIBUFFER_READY;
  void *library = dlopen("libcrypto_mb.so.11", RTLD_NOW | RTLD_LOCAL);
  if (!library) return CMULTIBUFFER_NOT_FOUND;
  is_applicable applicable = (is_applicable)dlsym(library, "mbx_is_crypto_mb_applicable");
  verify_p256 found = (verify_p256)dlsym(library, "mbx_nistp256_ecdsa_verify_mb8");
  if (!applicable || !found) return CMULTIBUFFER_NOT_FOUND;
  if (!applicable(0)) return CMULTIBUFFER_NOT_APPLICABLE;
  verify = found;
  return CMULTIBUFFER_READY;
}

static void take_words(uint64_t words[WORDS], const uint8_t *octets) {
  for (int word = 0; word < WORDS; word++) {
    uint64_t value = 0;
    for (int octet = 0; octet < 8; octet++) value = value << 8 | octets[8 * (WORDS - 1 - word) + octet];
    words[word] = value;
  }
}

uint8_t cmultibuffer_verify_p256(
    const uint8_t *r, const uint8_t *s, const uint8_t *digest, const uint8_t *x, const uint8_t *y) {
  if (!verify) return 0;
  const uint8_t *rs[LANES], *ss[LANES], *digests[LANES];
  uint64_t x_words[LANES][WORDS], y_words[LANES][WORDS];
  const uint64_t *xs[LANES], *ys[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    rs[lane] = r + lane * OCTETS;
    ss[lane] = s + lane * OCTETS;
    digests[lane] = digest + lane * OCTETS;
    take_words(x_words[lane], x + lane * OCTETS);
    take_words(y_words[lane], y + lane * OCTETS);
    xs[lane] = x_words[lane];
    ys[lane] = y_words[lane];
  }
  uint32_t status = verify(rs, ss, digests, xs, ys, NULL, NULL);
  uint8_t good = 0;
  for (int lane = 0; lane < LANES; lane++) {
    if ((status >> (4 * lane) & 0xF) == 0) good |= (uint8_t)(1 << lane);
  }
  return good;
}
