internal import CCurl

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A session of requests to servers through libcurl, which the first request loads.
///
/// One thread at a time may use it. Consecutive requests share a connection.
struct HTTPSession: ~Copyable {
  private let session: OpaquePointer?

  init() { session = plateau_curl_open() }

  deinit { plateau_curl_close(session) }

  /// Posts a body and waits for the answer.
  ///
  /// - Parameters:
  ///   - body: The content of the request.
  ///   - address: The URL, with http or https.
  ///   - headers: The names and values of the headers, each of one line.
  ///   - timeout: The time limit of the whole request, redirections included.
  /// - Returns: The reason that the server could not be reached; nil when it answered with any
  ///   status.
  func post(
    _ body: String, to address: String, headers: [String: String], timeout: Duration
  ) -> String? {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host?.isEmpty == false
    else { return "this is not an http address" }
    guard let session else {
      guard let reason = plateau_curl_load() else { return "out of memory" }
      return "libcurl cannot be loaded (\(String(cString: reason))); install it, on Debian and "
        + "Ubuntu with apt-get install libcurl4"
    }
    for (name, value) in headers {
      let line = value.isEmpty ? "\(name);" : "\(name): \(value)"
      guard plateau_curl_add_header(session, line) != 0 else { return "out of memory" }
    }
    // Otherwise libcurl waits for the server's consent before it sends a large body.
    _ = plateau_curl_add_header(session, "Expect:")
    // A timeout of 0 would let libcurl wait for ever.
    let milliseconds = Int(clamping: Int64(max(1, min(timeout / .milliseconds(1), 1e9))))
    let reason = plateau_curl_post(
      session, url.absoluteString, body, body.utf8.count, milliseconds)
    return reason.map { String(cString: $0).lowercased() }
  }
}
