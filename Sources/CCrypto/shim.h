// Only what access tokens need of libcrypto: HMAC-SHA256 and a comparison that takes the same time for every input.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
