#pragma once
#include <openssl/core_names.h>
#include <openssl/evp.h>

// Macros of OpenSSL that Swift cannot import.

/// The selection of a public key with its domain parameters, for EVP_PKEY_fromdata.
static inline int cossl_public_key_selection(void) { return EVP_PKEY_PUBLIC_KEY; }

// Names of parameters: an OSSL_PARAM keeps the pointer, and a Swift string gives one for a single call only.

/// OSSL_PKEY_PARAM_GROUP_NAME.
static inline const char *cossl_param_group_name(void) { return OSSL_PKEY_PARAM_GROUP_NAME; }
/// OSSL_PKEY_PARAM_PUB_KEY.
static inline const char *cossl_param_public_key(void) { return OSSL_PKEY_PARAM_PUB_KEY; }
/// OSSL_PKEY_PARAM_RSA_N.
static inline const char *cossl_param_rsa_modulus(void) { return OSSL_PKEY_PARAM_RSA_N; }
/// OSSL_PKEY_PARAM_RSA_E.
static inline const char *cossl_param_rsa_exponent(void) { return OSSL_PKEY_PARAM_RSA_E; }
