#ifndef STG_OPENSSL_H
#define STG_OPENSSL_H

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

// Macros that Swift cannot see, as typed functions.
static inline long stg_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }
static inline void stg_openssl_free(void *bytes) { OPENSSL_free(bytes); }
static inline void stg_openssl_clear_free(void *bytes, size_t count) {
  OPENSSL_clear_free(bytes, count);
}

#endif
