/* A batch signer as one writes it with OpenSSL's X509 functions, on some threads: what certmill is compared with.
 *
 *   naive REQUESTS CA.pem CA.key OUT.pem THREADS
 *
 * REQUESTS has one PKCS#10 request a line, base64. Each request's signature is verified; its certificate gets the
 * request's subject and subjectAltName. Build: cc -O2 -pthread -o naive naive.c -lcrypto
 */
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

static X509 *ca;
static EVP_PKEY *ca_key;
static char **lines;
static size_t line_count;
static int thread_count;
static int out;

static void fail(const char *what) {
  fprintf(stderr, "naive: %s failed\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static void need(int ok, const char *what) {
  if (!ok) fail(what);
}

static X509_REQ *read_request(const char *line) {
  size_t length = strlen(line);
  unsigned char *der = malloc(length);
  int size = EVP_DecodeBlock(der, (const unsigned char *)line, (int)length);
  need(size > 0, "base64");
  const unsigned char *start = der;
  /* Padding decodes to zeros behind the request; d2i stops before them. */
  X509_REQ *request = d2i_X509_REQ(NULL, &start, size);
  need(request != NULL, "d2i_X509_REQ");
  free(der);
  return request;
}

static void set_serial(X509 *certificate) {
  unsigned char octets[16];
  need(RAND_bytes(octets, sizeof octets) == 1, "RAND_bytes");
  octets[0] = (octets[0] & 0x3f) | 0x40;
  BIGNUM *number = BN_bin2bn(octets, sizeof octets, NULL);
  need(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL, "serial number");
  BN_free(number);
}

static void add_extension(X509 *certificate, X509V3_CTX *context, int nid, const char *value) {
  X509_EXTENSION *extension = X509V3_EXT_nconf_nid(NULL, context, nid, value);
  need(extension != NULL, "X509V3_EXT_nconf_nid");
  need(X509_add_ext(certificate, extension, -1), "X509_add_ext");
  X509_EXTENSION_free(extension);
}

static void copy_alternative_name(X509 *certificate, X509_REQ *request) {
  STACK_OF(X509_EXTENSION) *wanted = X509_REQ_get_extensions(request);
  int index = X509v3_get_ext_by_NID(wanted, NID_subject_alt_name, -1);
  if (index >= 0) need(X509_add_ext(certificate, X509v3_get_ext(wanted, index), -1), "X509_add_ext");
  sk_X509_EXTENSION_pop_free(wanted, X509_EXTENSION_free);
}

static X509 *issue(X509_REQ *request) {
  EVP_PKEY *key = X509_REQ_get0_pubkey(request);
  need(key != NULL && X509_REQ_verify(request, key) == 1, "X509_REQ_verify");
  X509 *certificate = X509_new();
  need(X509_set_version(certificate, X509_VERSION_3), "X509_set_version");
  set_serial(certificate);
  need(X509_set_issuer_name(certificate, X509_get_subject_name(ca)), "X509_set_issuer_name");
  need(X509_set_subject_name(certificate, X509_REQ_get_subject_name(request)), "X509_set_subject_name");
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 90L * 86400);
  need(X509_set_pubkey(certificate, key), "X509_set_pubkey");
  X509V3_CTX context;
  X509V3_set_ctx(&context, ca, certificate, NULL, NULL, 0);
  add_extension(certificate, &context, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, &context, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate, &context, NID_ext_key_usage, "clientAuth,serverAuth");
  add_extension(certificate, &context, NID_subject_key_identifier, "hash");
  add_extension(certificate, &context, NID_authority_key_identifier, "keyid");
  copy_alternative_name(certificate, request);
  need(X509_sign(certificate, ca_key, EVP_sha256()) > 0, "X509_sign");
  return certificate;
}

/* Appends what has been collected; a file opened for appending takes each write whole. */
static void flush(BIO *text) {
  char *start;
  long size = BIO_get_mem_data(text, &start);
  need(write(out, start, (size_t)size) == size, "write");
  (void)BIO_reset(text);
}

static void *work(void *argument) {
  BIO *text = BIO_new(BIO_s_mem());
  for (size_t index = (size_t)argument; index < line_count; index += (size_t)thread_count) {
    X509_REQ *request = read_request(lines[index]);
    X509 *certificate = issue(request);
    need(PEM_write_bio_X509(text, certificate), "PEM_write_bio_X509");
    X509_free(certificate);
    X509_REQ_free(request);
    if (BIO_pending(text) > 1 << 16) flush(text);
  }
  flush(text);
  BIO_free(text);
  return NULL;
}

static void read_lines(const char *path) {
  FILE *file = fopen(path, "r");
  need(file != NULL, path);
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, file)) > 0) {
    line[strcspn(line, "\n")] = 0;
    lines = realloc(lines, (line_count + 1) * sizeof *lines);
    lines[line_count++] = strdup(line);
  }
  fclose(file);
}

static void read_authority(const char *certificate_path, const char *key_path) {
  BIO *file = BIO_new_file(certificate_path, "r");
  ca = PEM_read_bio_X509(file, NULL, NULL, NULL);
  BIO_free(file);
  file = BIO_new_file(key_path, "r");
  ca_key = PEM_read_bio_PrivateKey(file, NULL, NULL, NULL);
  BIO_free(file);
  need(ca != NULL && ca_key != NULL, "reading the CA");
}

int main(int count, char **arguments) {
  if (count != 6) {
    fprintf(stderr, "usage: naive REQUESTS CA.pem CA.key OUT.pem THREADS\n");
    return 2;
  }
  read_authority(arguments[2], arguments[3]);
  read_lines(arguments[1]);
  thread_count = atoi(arguments[5]);
  out = open(arguments[4], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
  need(out >= 0 && thread_count > 0, arguments[4]);
  pthread_t threads[256];
  if (thread_count > 256) thread_count = 256;
  for (int index = 0; index < thread_count; index++)
    need(pthread_create(&threads[index], NULL, work, (void *)(size_t)index) == 0, "pthread_create");
  for (int index = 0; index < thread_count; index++) pthread_join(threads[index], NULL);
  return close(out) == 0 ? 0 : 1;
}
