#define _DEFAULT_SOURCE
#include "CMultiBufferShims.h"
#include <dlfcn.h>
#include <string.h>

enum { LANES = 8, P256_OCTETS = 32, P384_OCTETS = 48, CURVE_WORDS = 6 };
// The numbers of an RSA private key, and how long each is where the modulus has 4096 bits.
enum { RSA_NUMBERS = 5, RSA_WORDS = 32 };

// As in <crypto_mb/cpu_features.h>, <crypto_mb/ec_nistp256.h> and <crypto_mb/rsa.h>. A status has four bits for each
// lane; numbers in words have the lowest word first.
typedef int (*is_applicable)(uint64_t features);
typedef uint32_t (*verify_ecdsa)(
    const uint8_t *const r[LANES], const uint8_t *const s[LANES], const uint8_t *const digest[LANES],
    const uint64_t *const x[LANES], const uint64_t *const y[LANES], const uint64_t *const z[LANES], uint8_t *scratch);
typedef uint32_t (*sign_ecdsa)(
    uint8_t *r[LANES], uint8_t *s[LANES], const uint8_t *const digest[LANES], const uint64_t *const nonce[LANES],
    const uint64_t *const key[LANES], uint8_t *scratch);
typedef const void *(*rsa_method)(int bits);
typedef int (*rsa_space)(const void *method);
typedef uint32_t (*rsa_private)(
    const uint8_t *const input[LANES], uint8_t *const output[LANES], const uint64_t *const p[LANES],
    const uint64_t *const q[LANES], const uint64_t *const dp[LANES], const uint64_t *const dq[LANES],
    const uint64_t *const qinv[LANES], int bits, const void *method, uint8_t *space);

static struct {
  int is_ready;
  is_applicable is_applicable;
  verify_ecdsa verify_p256;
  sign_ecdsa sign_p256, sign_p384;
  rsa_method rsa_method;
  rsa_space rsa_space;
  rsa_private rsa_private;
} library;

static int find_all(void *handle) {
  const struct {
    const char *name;
    void *place;
  } functions[] = {
      {"mbx_is_crypto_mb_applicable", &library.is_applicable},
      {"mbx_nistp256_ecdsa_verify_mb8", &library.verify_p256},
      {"mbx_nistp256_ecdsa_sign_mb8", &library.sign_p256},
      {"mbx_nistp384_ecdsa_sign_mb8", &library.sign_p384},
      {"mbx_RSA_private_crt_Method", &library.rsa_method},
      {"mbx_RSA_Method_BufSize", &library.rsa_space},
      {"mbx_rsa_private_crt_mb8", &library.rsa_private},
  };
  for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
    void *found = dlsym(handle, functions[index].name);
    if (!found) return 0;
    memcpy(functions[index].place, &found, sizeof found);
  }
  return 1;
}

cmultibuffer_state cmultibuffer_load(void) {
  if (library.is_ready) return CMULTIBUFFER_READY;
  void *handle = dlopen("libcrypto_mb.so.11", RTLD_NOW | RTLD_LOCAL);
  if (!handle || !find_all(handle)) return CMULTIBUFFER_NOT_FOUND;
  if (!library.is_applicable(0)) return CMULTIBUFFER_NOT_APPLICABLE;
  library.is_ready = 1;
  return CMULTIBUFFER_READY;
}

static void take_words(uint64_t *words, const uint8_t *octets, int count) {
  for (int word = 0; word < count; word++) {
    uint64_t value = 0;
    for (int octet = 0; octet < 8; octet++) value = value << 8 | octets[8 * (count - 1 - word) + octet];
    words[word] = value;
  }
}

static uint8_t done_lanes(uint32_t status) {
  uint8_t done = 0;
  for (int lane = 0; lane < LANES; lane++) {
    if ((status >> (4 * lane) & 0xF) == 0) done |= (uint8_t)(1 << lane);
  }
  return done;
}

uint8_t cmultibuffer_verify_p256(
    const uint8_t *r, const uint8_t *s, const uint8_t *digest, const uint8_t *x, const uint8_t *y) {
  if (!library.is_ready) return 0;
  const uint8_t *rs[LANES], *ss[LANES], *digests[LANES];
  uint64_t x_words[LANES][CURVE_WORDS], y_words[LANES][CURVE_WORDS];
  const uint64_t *xs[LANES], *ys[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    rs[lane] = r + lane * P256_OCTETS;
    ss[lane] = s + lane * P256_OCTETS;
    digests[lane] = digest + lane * P256_OCTETS;
    take_words(x_words[lane], x + lane * P256_OCTETS, P256_OCTETS / 8);
    take_words(y_words[lane], y + lane * P256_OCTETS, P256_OCTETS / 8);
    xs[lane] = x_words[lane];
    ys[lane] = y_words[lane];
  }
  return done_lanes(library.verify_p256(rs, ss, digests, xs, ys, NULL, NULL));
}

uint8_t cmultibuffer_sign_ecdsa(
    cmultibuffer_curve curve, uint8_t *r, uint8_t *s, const uint8_t *digest, const uint8_t *nonce,
    const uint8_t *key) {
  if (!library.is_ready) return 0;
  int octets = curve == CMULTIBUFFER_P256 ? P256_OCTETS : P384_OCTETS;
  uint8_t *rs[LANES], *ss[LANES];
  const uint8_t *digests[LANES];
  uint64_t nonce_words[LANES][CURVE_WORDS], key_words[CURVE_WORDS];
  const uint64_t *nonces[LANES], *keys[LANES];
  take_words(key_words, key, octets / 8);
  for (int lane = 0; lane < LANES; lane++) {
    rs[lane] = r + lane * octets;
    ss[lane] = s + lane * octets;
    digests[lane] = digest + lane * octets;
    take_words(nonce_words[lane], nonce + lane * octets, octets / 8);
    nonces[lane] = nonce_words[lane];
    keys[lane] = key_words;
  }
  sign_ecdsa sign = curve == CMULTIBUFFER_P256 ? library.sign_p256 : library.sign_p384;
  uint32_t status = sign(rs, ss, digests, nonces, keys, NULL);
  explicit_bzero(nonce_words, sizeof nonce_words);
  explicit_bzero(key_words, sizeof key_words);
  return done_lanes(status);
}

size_t cmultibuffer_rsa_space(int bits) {
  const void *method = library.is_ready ? library.rsa_method(bits) : NULL;
  return method ? (size_t)library.rsa_space(method) : 0;
}

uint8_t cmultibuffer_rsa_private(
    uint8_t *output, const uint8_t *input, int bits, const uint8_t *key, uint8_t *space) {
  const void *method = library.is_ready ? library.rsa_method(bits) : NULL;
  if (!method || bits > 2 * 64 * RSA_WORDS) return 0;
  uint64_t words[RSA_NUMBERS][RSA_WORDS];
  const uint64_t *parts[RSA_NUMBERS][LANES];
  for (int number = 0; number < RSA_NUMBERS; number++) {
    take_words(words[number], key + number * bits / 16, bits / 128);
    for (int lane = 0; lane < LANES; lane++) parts[number][lane] = words[number];
  }
  const uint8_t *inputs[LANES];
  uint8_t *outputs[LANES];
  for (int lane = 0; lane < LANES; lane++) {
    inputs[lane] = input + lane * bits / 8;
    outputs[lane] = output + lane * bits / 8;
  }
  uint32_t status = library.rsa_private(
      inputs, outputs, parts[0], parts[1], parts[2], parts[3], parts[4], bits, method, space);
  explicit_bzero(words, sizeof words);
  return done_lanes(status);
}
