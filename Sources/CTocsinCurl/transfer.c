#include "c_tocsin_curl.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct c_tocsin_curl {
    CURL *easy;
    struct curl_slist *lists[3];
    const c_tocsin_curl_callbacks *callbacks;
    char message[CURL_ERROR_SIZE];
};

// curl_global_init is not safe to be called by two threads at once in older versions.
static pthread_once_t started = PTHREAD_ONCE_INIT;
static void start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

// MARK: Callbacks

static size_t on_body(char *bytes, size_t size, size_t count, void *pointer) {
    const c_tocsin_curl_callbacks *calls = ((c_tocsin_curl *)pointer)->callbacks;
    return calls->body(calls->context, (const uint8_t *)bytes, size * count) ? size * count : 0;
}

static size_t on_header(char *bytes, size_t size, size_t count, void *pointer) {
    const c_tocsin_curl_callbacks *calls = ((c_tocsin_curl *)pointer)->callbacks;
    size_t length = size * count;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) length--;
    return calls->header(calls->context, (const uint8_t *)bytes, length) ? size * count : 0;
}

static size_t on_upload(char *bytes, size_t size, size_t count, void *pointer) {
    const c_tocsin_curl_callbacks *calls = ((c_tocsin_curl *)pointer)->callbacks;
    return calls->upload ? calls->upload(calls->context, (uint8_t *)bytes, size * count) : 0;
}

static int on_progress(void *pointer, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a; (void)b; (void)c; (void)d;
    const c_tocsin_curl_callbacks *calls = ((c_tocsin_curl *)pointer)->callbacks;
    return calls->cancelled(calls->context) ? 1 : 0;
}

// The address is the one that is connected to, after names were resolved: a name cannot mean one
// address when it is checked and another when it is used.
static curl_socket_t on_socket(void *pointer, curlsocktype purpose, struct curl_sockaddr *to) {
    const c_tocsin_curl_callbacks *calls = ((c_tocsin_curl *)pointer)->callbacks;
    if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
    bool allowed = false;
    if (to->family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, &to->addr, sizeof in);
        allowed = calls->connect(
            calls->context, (const uint8_t *)&in.sin_addr, 4, ntohs(in.sin_port));
    } else if (to->family == AF_INET6) {
        struct sockaddr_in6 in;
        // `addr` is declared smaller than what libcurl puts there.
        memcpy(&in, (const void *)&to->addr, sizeof in);
        allowed = calls->connect(
            calls->context, (const uint8_t *)&in.sin6_addr, 16, ntohs(in.sin6_port));
    }
    if (!allowed) return CURL_SOCKET_BAD;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

// MARK: Life

c_tocsin_curl *c_tocsin_curl_make(void) {
    pthread_once(&started, start);
    c_tocsin_curl *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    transfer->easy = curl_easy_init();
    if (!transfer->easy) {
        free(transfer);
        return NULL;
    }
    c_tocsin_curl_reset(transfer);
    return transfer;
}

void c_tocsin_curl_free(c_tocsin_curl *transfer) {
    if (!transfer) return;
    curl_easy_cleanup(transfer->easy);
    for (int i = 0; i < 3; i++) curl_slist_free_all(transfer->lists[i]);
    free(transfer);
}

void c_tocsin_curl_reset(c_tocsin_curl *transfer) {
    CURL *easy = transfer->easy;
    curl_easy_reset(easy);
    for (int i = 0; i < 3; i++) {
        curl_slist_free_all(transfer->lists[i]);
        transfer->lists[i] = NULL;
    }
    transfer->message[0] = 0;
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    // No proxy from the environment unless it is set: who goes through one is decided above.
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
#else
    curl_easy_setopt(
        easy, CURLOPT_PROTOCOLS,
        (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
}

// MARK: Options

void c_tocsin_curl_set_text(c_tocsin_curl *transfer, c_tocsin_curl_text option, const char *value) {
    static const CURLoption options[] = {
        [c_tocsin_curl_url] = CURLOPT_URL, [c_tocsin_curl_user_agent] = CURLOPT_USERAGENT,
        [c_tocsin_curl_proxy] = CURLOPT_PROXY, [c_tocsin_curl_ca_file] = CURLOPT_CAINFO,
        [c_tocsin_curl_user] = CURLOPT_USERNAME, [c_tocsin_curl_password] = CURLOPT_PASSWORD,
        [c_tocsin_curl_mail_from] = CURLOPT_MAIL_FROM,
        [c_tocsin_curl_method] = CURLOPT_CUSTOMREQUEST,
    };
    curl_easy_setopt(transfer->easy, options[option], value);
}

void c_tocsin_curl_set_number(c_tocsin_curl *transfer, c_tocsin_curl_number option, long value) {
    switch (option) {
    case c_tocsin_curl_connect_milliseconds:
        curl_easy_setopt(transfer->easy, CURLOPT_CONNECTTIMEOUT_MS, value);
        break;
    case c_tocsin_curl_total_milliseconds:
        curl_easy_setopt(transfer->easy, CURLOPT_TIMEOUT_MS, value);
        break;
    case c_tocsin_curl_get: curl_easy_setopt(transfer->easy, CURLOPT_HTTPGET, value); break;
    case c_tocsin_curl_head: curl_easy_setopt(transfer->easy, CURLOPT_NOBODY, value); break;
    case c_tocsin_curl_upload: curl_easy_setopt(transfer->easy, CURLOPT_UPLOAD, value); break;
    case c_tocsin_curl_require_tls:
        curl_easy_setopt(transfer->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
        break;
    case c_tocsin_curl_try_tls:
        curl_easy_setopt(transfer->easy, CURLOPT_USE_SSL, (long)CURLUSESSL_TRY);
        break;
    }
}

void c_tocsin_curl_add(c_tocsin_curl *transfer, c_tocsin_curl_list list, const char *line) {
    static const CURLoption options[] = {
        [c_tocsin_curl_headers] = CURLOPT_HTTPHEADER,
        [c_tocsin_curl_recipients] = CURLOPT_MAIL_RCPT, [c_tocsin_curl_resolve] = CURLOPT_RESOLVE,
    };
    struct curl_slist *longer = curl_slist_append(transfer->lists[list], line);
    if (!longer) return;
    transfer->lists[list] = longer;
    curl_easy_setopt(transfer->easy, options[list], longer);
}

void c_tocsin_curl_set_body(c_tocsin_curl *transfer, const uint8_t *bytes, size_t count) {
    curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    curl_easy_setopt(transfer->easy, CURLOPT_COPYPOSTFIELDS, count ? (const char *)bytes : "");
}

// MARK: Doing it

static c_tocsin_curl_result result_of(CURLcode code) {
    switch (code) {
    case CURLE_OK: return c_tocsin_curl_ok;
    case CURLE_URL_MALFORMAT: return c_tocsin_curl_bad_url;
    case CURLE_COULDNT_RESOLVE_HOST: return c_tocsin_curl_no_host;
    case CURLE_COULDNT_RESOLVE_PROXY: return c_tocsin_curl_no_proxy;
    case CURLE_COULDNT_CONNECT: return c_tocsin_curl_no_connection;
    case CURLE_OPERATION_TIMEDOUT: return c_tocsin_curl_timeout;
    case CURLE_SSL_CONNECT_ERROR: case CURLE_PEER_FAILED_VERIFICATION: case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CACERT_BADFILE: case CURLE_SSL_CERTPROBLEM: case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR: return c_tocsin_curl_tls;
    case CURLE_LOGIN_DENIED: return c_tocsin_curl_login;
    case CURLE_WRITE_ERROR: case CURLE_ABORTED_BY_CALLBACK: return c_tocsin_curl_stopped;
    case CURLE_GOT_NOTHING: case CURLE_RECV_ERROR: case CURLE_SEND_ERROR: case CURLE_PARTIAL_FILE:
    case CURLE_WEIRD_SERVER_REPLY: case CURLE_BAD_CONTENT_ENCODING: case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    // The address was read before: what is not supported is the answer (HTTP/0.9, say).
    case CURLE_UNSUPPORTED_PROTOCOL: return c_tocsin_curl_broken;
    case CURLE_QUOTE_ERROR: case CURLE_REMOTE_ACCESS_DENIED: return c_tocsin_curl_refused;
    default: return c_tocsin_curl_other;
    }
}

c_tocsin_curl_result c_tocsin_curl_perform(
    c_tocsin_curl *transfer, const c_tocsin_curl_callbacks *callbacks) {
    CURL *easy = transfer->easy;
    transfer->callbacks = callbacks;
    transfer->message[0] = 0;
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_upload);
    curl_easy_setopt(easy, CURLOPT_READDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, transfer);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    CURLcode code = curl_easy_perform(easy);
    transfer->callbacks = NULL;
    return result_of(code);
}

long c_tocsin_curl_status(c_tocsin_curl *transfer) {
    long status = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

const char *c_tocsin_curl_message(c_tocsin_curl *transfer) { return transfer->message; }

// MARK: Addresses

char *c_tocsin_curl_url_part(const char *base, const char *reference, char part) {
    CURLU *url = curl_url();
    if (!url) return NULL;
    char *found = NULL, *copy = NULL;
    // Setting a relative reference on a URL resolves it.
    if ((!base || curl_url_set(url, CURLUPART_URL, base, 0) == CURLUE_OK)
        && curl_url_set(url, CURLUPART_URL, reference, CURLU_URLENCODE) == CURLUE_OK) {
        CURLUPart which = part == 's' ? CURLUPART_SCHEME : part == 'h' ? CURLUPART_HOST
            : part == 'p' ? CURLUPART_PORT : part == 'u' ? CURLUPART_USER
            : part == 'w' ? CURLUPART_PASSWORD : CURLUPART_URL;
        unsigned flags = part == 'p' ? CURLU_DEFAULT_PORT
            : part == 'u' || part == 'w' ? CURLU_URLDECODE : 0;
        if (which == CURLUPART_URL) {
            curl_url_set(url, CURLUPART_USER, NULL, 0);
            curl_url_set(url, CURLUPART_PASSWORD, NULL, 0);
            curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0);
        }
        if (curl_url_get(url, which, &found, flags) == CURLUE_OK) copy = strdup(found);
        curl_free(found);
    }
    curl_url_cleanup(url);
    return copy;
}
