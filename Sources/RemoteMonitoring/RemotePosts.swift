internal import Dispatch
internal import Synchronization

/// Bodies on their way to a server, one after the other in the background.
///
/// No call waits for the network but `finish`. The first failure is kept as words until somebody
/// asks.
final class RemotePosts: Sendable {
  /// The body and headers of a post.
  struct Post: Sendable {
    /// The address.
    var url: String
    /// Further lines of the request: names and values.
    var headers: [String: String]
    /// The content.
    var body: String
  }

  /// The numbers of posts by their outcome.
  struct Counts: Equatable, Sendable {
    /// Answered by the server.
    var sent = 0
    /// Not sent, for whatever reason.
    var lost = 0
  }

  private struct State {
    var waiting: [Post] = []
    /// True when the background is at work, so that it need not be started.
    var isPosting = false
    /// True when a post was taken and not yet counted.
    var isUnderWay = false
    var counts = Counts()
    var failure: String?
    var isFinished = false
  }

  /// A slow server must not fill the memory: beyond this many, the oldest is dropped.
  private static let mostWaiting = 64

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "remote-monitor", qos: .utility)
  private let idle = DispatchGroup()
  private let timeout: Duration

  /// Prepares for posts.
  ///
  /// - Parameter timeout: after this long a post is given up.
  init(timeout: Duration) { self.timeout = timeout }

  /// The outcome of the posts so far.
  var counts: Counts { state.withLock { $0.counts } }

  /// The reason why a post was lost, for a person; nil when none was.
  var failure: String? { state.withLock { $0.failure } }

  /// Sends a post as soon as those before it are done.
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

  /// Waits for what is under way, then drops the rest.
  ///
  /// - Parameter seconds: how long to wait at most.
  func finish(within seconds: Double) {
    if idle.wait(timeout: .now() + seconds) == .success { return }
    state.withLock { state in
      let open = state.waiting.count + (state.isUnderWay ? 1 : 0)
      // The last one may have ended just now.
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
