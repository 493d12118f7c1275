// libcurl, and one typed shim for each kind of argument of its variadic calls.
#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode stg_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline CURLcode stg_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode stg_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode stg_curl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode stg_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode stg_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}
typedef size_t (*stg_curl_data_callback)(char *, size_t, size_t, void *);
static inline CURLcode stg_curl_set_data_callback(
    CURL *handle, CURLoption option, stg_curl_data_callback value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode stg_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode stg_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLcode stg_curl_get_string(CURL *handle, CURLINFO info, char **value) {
  return curl_easy_getinfo(handle, info, value);
}
static inline CURLMcode stg_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// Macros that Swift does not see.
static inline size_t stg_curl_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }
static inline CURLcode stg_curl_continue(CURL *handle) {
  return curl_easy_pause(handle, CURLPAUSE_CONT);
}

#endif
