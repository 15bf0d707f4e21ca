#pragma once
#include <stdint.h>

// Intel's Multi-Buffer Crypto library (crypto_mb), loaded where somebody asks for it: certmill is built without it.

/// How loading ended.
typedef enum {
  CMULTIBUFFER_READY,
  /// libcrypto_mb.so.11 is not there, or is another library.
  CMULTIBUFFER_NOT_FOUND,
  /// The processor lacks AVX512-IFMA.
  CMULTIBUFFER_NOT_APPLICABLE,
} cmultibuffer_state;

/// Loads the library, once; not to be called by several threads at a time.
cmultibuffer_state cmultibuffer_load(void);

/// Verifies eight ECDSA signatures on P-256.
///
/// Each argument points to eight numbers of 32 octets, big-endian, one after the other: the signatures' r and s, the
/// digests, the public points' x and y. Whether a point is on the curve, and whether r and s are in their range, is for
/// the caller to know. Returns a bit for each good signature, the first one's lowest; none where nothing is loaded.
uint8_t cmultibuffer_verify_p256(
    const uint8_t *r, const uint8_t *s, const uint8_t *digest, const uint8_t *x, const uint8_t *y);
