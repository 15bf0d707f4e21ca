#pragma once
#include <openssl/evp.h>

// Macros of OpenSSL that Swift cannot import.

/// The selection of a public key with its domain parameters, for EVP_PKEY_fromdata.
static inline int cossl_public_key_selection(void) { return EVP_PKEY_PUBLIC_KEY; }
