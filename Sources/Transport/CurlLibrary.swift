private import CCurl

/// libcurl's state for the whole process: made once, by whichever thread comes first, and left to the process's end.
enum CurlLibrary {
  /// Whether `curl_global_init(3)` succeeded; it fails only without memory.
  static let isReady = stg_curl_start() == CURLE_OK
}
