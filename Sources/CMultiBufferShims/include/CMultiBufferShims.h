#pragma once
#include <stddef.h>
#include <stdint.h>

// Intel's Multi-Buffer Crypto library (crypto_mb), loaded where somebody asks for it: certmill is built without it.
//
// Numbers are big-endian; where a function does something for eight lanes, a parameter of octets points to eight
// numbers of the same length, one after the other. What a function returns has a bit for each lane for which it did
// its work, the first one's lowest; none where nothing is loaded. Copies of secrets are overwritten.

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

/// Verifies eight ECDSA signatures on P-256; a number has 32 octets.
///
/// The arguments are the signatures' r and s, the digests, the public points' x and y. Whether a point is on the curve,
/// and whether r and s are in their range, is for the caller to know.
uint8_t cmultibuffer_verify_p256(
    const uint8_t *r, const uint8_t *s, const uint8_t *digest, const uint8_t *x, const uint8_t *y);

/// The curves that signatures are made on.
typedef enum { CMULTIBUFFER_P256, CMULTIBUFFER_P384 } cmultibuffer_curve;

/// Makes eight ECDSA signatures with one key; a number has 32 octets on P-256 and 48 on P-384.
///
/// Each nonce is a secret of its own, from 1 to the order less one, which is for the caller to know.
uint8_t cmultibuffer_sign_ecdsa(
    cmultibuffer_curve curve, uint8_t *r, uint8_t *s, const uint8_t *digest, const uint8_t *nonce, const uint8_t *key);

/// How many octets of working space an RSA operation needs, at an address that 64 divides; 0 where there is none for
/// keys of that many bits.
size_t cmultibuffer_rsa_space(int bits);

/// Does eight RSA private operations with one key; input and output are as long as the modulus.
///
/// `key` is p, q, dP, dQ and qInv (RFC 8017 3.2), each half as long as the modulus, one behind the other. A fault in one
/// of the two halves of an operation tells the key to whoever sees the output: the caller looks whether the output leads
/// back to the input before anyone does.
uint8_t cmultibuffer_rsa_private(
    uint8_t *output, const uint8_t *input, int bits, const uint8_t *key, uint8_t *space);
