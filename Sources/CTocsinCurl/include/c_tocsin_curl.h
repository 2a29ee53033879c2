// What TocsinTransfer needs of libcurl. Swift cannot call curl_easy_setopt and curl_easy_getinfo
// (variadic) nor see their type-checking macros, so every option it sets has a function here with
// the type that option takes. Nothing here raises; everything runs on the caller's thread.
#ifndef C_TOCSIN_CURL_H
#define C_TOCSIN_CURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct c_tocsin_curl c_tocsin_curl;

// What a transfer tells its owner while it runs.
typedef struct {
    void *context;
    // Bytes of the body (decompressed). False ends the transfer.
    bool (*body)(void *context, const uint8_t *bytes, size_t count);
    // One header line without its line end, or a status line. False ends the transfer.
    bool (*header)(void *context, const uint8_t *bytes, size_t count);
    // Fills `room` bytes of what is sent; 0 at the end. NULL where nothing is streamed.
    size_t (*upload)(void *context, uint8_t *bytes, size_t room);
    // An address about to be connected to, 4 or 16 bytes in network order. False refuses it.
    bool (*connect)(void *context, const uint8_t *address, size_t count, uint16_t port);
    // Asked about once a second. True ends the transfer.
    bool (*cancelled)(void *context);
} c_tocsin_curl_callbacks;

typedef enum {
    c_tocsin_curl_url, c_tocsin_curl_user_agent, c_tocsin_curl_proxy, c_tocsin_curl_ca_file,
    c_tocsin_curl_user, c_tocsin_curl_password, c_tocsin_curl_mail_from, c_tocsin_curl_method,
} c_tocsin_curl_text;

typedef enum {
    c_tocsin_curl_connect_milliseconds, c_tocsin_curl_total_milliseconds, c_tocsin_curl_get,
    c_tocsin_curl_head, c_tocsin_curl_upload, c_tocsin_curl_require_tls, c_tocsin_curl_try_tls,
} c_tocsin_curl_number;

typedef enum {
    c_tocsin_curl_headers, c_tocsin_curl_recipients, c_tocsin_curl_resolve,
} c_tocsin_curl_list;

// Why a transfer ended.
typedef enum {
    c_tocsin_curl_ok, c_tocsin_curl_bad_url, c_tocsin_curl_no_host, c_tocsin_curl_no_proxy,
    c_tocsin_curl_no_connection, c_tocsin_curl_timeout, c_tocsin_curl_tls, c_tocsin_curl_login,
    c_tocsin_curl_stopped, c_tocsin_curl_broken, c_tocsin_curl_refused, c_tocsin_curl_other,
} c_tocsin_curl_result;

// NULL where memory ran out. May be used for many transfers one after another: connections are kept.
c_tocsin_curl *c_tocsin_curl_make(void);
void c_tocsin_curl_free(c_tocsin_curl *transfer);
// Forgets all options, keeps connections.
void c_tocsin_curl_reset(c_tocsin_curl *transfer);

void c_tocsin_curl_set_text(c_tocsin_curl *transfer, c_tocsin_curl_text option, const char *value);
void c_tocsin_curl_set_number(c_tocsin_curl *transfer, c_tocsin_curl_number option, long value);
void c_tocsin_curl_add(c_tocsin_curl *transfer, c_tocsin_curl_list list, const char *line);
// Copies the bytes.
void c_tocsin_curl_set_body(c_tocsin_curl *transfer, const uint8_t *bytes, size_t count);

c_tocsin_curl_result c_tocsin_curl_perform(
    c_tocsin_curl *transfer, const c_tocsin_curl_callbacks *callbacks);

// The last status: of HTTP, or of the SMTP server's last answer; 0 where there was none.
long c_tocsin_curl_status(c_tocsin_curl *transfer);
// libcurl's own words for what went wrong; "" where it has none.
const char *c_tocsin_curl_message(c_tocsin_curl *transfer);

// One part of an absolute URL: 's'cheme, 'h'ost, 'p'ort, 'u'ser, pass'w'ord, or 'a'll without user,
// password and fragment. Resolves `reference` against `base` first unless base is NULL.
// The caller frees it with free(). NULL where it is no URL or has no such part.
char *c_tocsin_curl_url_part(const char *base, const char *reference, char part);

#endif
