internal import Dispatch
internal import Synchronization

/// Posts that are sent to a server one after the other in the background.
///
/// No call except `finish` waits for the network. The reason of the first failure is kept in
/// `failure`.
final class RemotePosts: Sendable {
  /// The address, headers and body of a post.
  struct Post: Sendable {
    /// The address of the server.
    var url: String
    /// The names and values of further headers of the request.
    var headers: [String: String]
    /// The content of the request.
    var body: String
  }

  /// The numbers of posts by outcome.
  struct Counts: Equatable, Sendable {
    /// The number of posts that the server answered.
    var sent = 0
    /// The number of posts that were lost, for whatever reason.
    var lost = 0
  }

  private struct State {
    var waiting: [Post] = []
    /// True while the background work runs, so that it need not be started.
    var isPosting = false
    /// True while a post has been taken from `waiting` but not counted.
    var isUnderWay = false
    var counts = Counts()
    var failure: String?
    var isFinished = false
  }

  /// The largest number of waiting posts.
  ///
  /// Beyond it the oldest post is dropped, so that a slow server cannot fill the memory.
  private static let mostWaiting = 64

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "remote-monitor", qos: .utility)
  private let idle = DispatchGroup()
  private let timeout: Duration

  /// Creates an empty queue of posts.
  ///
  /// - Parameter timeout: The time after which a post is abandoned.
  init(timeout: Duration) { self.timeout = timeout }

  /// The numbers of posts so far, by outcome.
  var counts: Counts { state.withLock { $0.counts } }

  /// The reason of the first loss, in words for a person; nil when no post was lost.
  var failure: String? { state.withLock { $0.failure } }

  /// Adds a post, which is sent as soon as those before it are done.
  func add(_ post: Post) {
    let isFirst = state.withLock { state in
      state.waiting.append(post)
      if state.waiting.count > Self.mostWaiting {
        state.waiting.removeFirst()
        state.counts.lost += 1
        state.failure = state.failure ?? "it answers too slowly"
      }
      defer { state.isPosting = true }
      return !state.isPosting
    }
    guard isFirst else { return }
    idle.enter()
    queue.async { self.postAll() }
  }

  /// Waits for the posts under way, then drops the rest.
  ///
  /// - Parameter seconds: The longest time to wait, in seconds.
  func finish(within seconds: Double) {
    if idle.wait(timeout: .now() + seconds) == .success { return }
    state.withLock { state in
      let open = state.waiting.count + (state.isUnderWay ? 1 : 0)
      // The last post may have ended just now.
      if open == 0 { return }
      state.isFinished = true
      state.counts.lost += open
      state.waiting = []
      state.failure = state.failure ?? "it answers too slowly"
    }
  }

  private func postAll() {
    let session = HTTPSession()
    while let post = next() {
      let failure = session.post(
        post.body, to: post.url, headers: post.headers, timeout: timeout)
      state.withLock { state in
        state.isUnderWay = false
        if state.isFinished { return }
        if let failure {
          state.counts.lost += 1
          state.failure = state.failure ?? failure
        } else {
          state.counts.sent += 1
        }
      }
    }
    idle.leave()
  }

  private func next() -> Post? {
    state.withLock { state in
      if state.waiting.isEmpty {
        state.isPosting = false
        return nil
      }
      state.isUnderWay = true
      return state.waiting.removeFirst()
    }
  }
}
