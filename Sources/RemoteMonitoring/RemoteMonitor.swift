public import Callbacks
internal import JSONText
public import RunModel

/// A callback that sends the logs of each epoch to a server: Keras 3.15's `RemoteMonitor`, without
/// its waiting.
///
/// Each epoch becomes one object, `{"epoch": 0, "loss": 0.5, …}`. It is posted to `root` + `path`
/// as a form field or as the whole body. JSON cannot express NaN and infinity, so they are sent as
/// `null`; Keras sends invalid JSON or nothing.
///
/// Posts are sent one after the other in the background. Training never waits for a server, except
/// that its end waits up to two seconds for the posts under way. A dead or slow server costs one
/// warning per training. An answer with any status counts as an answer, as in Keras. A machine
/// without libcurl, which the first post loads, costs the same warning.
public final class RemoteMonitor: Callback {
  private static let secondsAtEnd = 2.0

  private let root: String
  private let path: String
  private let field: String
  private let headers: [String: String]
  private var sendsAsJSON: Bool
  private let timeout: Duration
  private var posts: RemotePosts
  private var hasWarned = false
  /// The memory of the callback, which stays empty.
  public var memory = CallbackMemory()

  /// Creates the callback; the parameters are Keras's, except for the timeout.
  ///
  /// - Parameters:
  ///   - root: The address of the server, such as `http://localhost:9000`; https works as well.
  ///   - path: The rest of the address.
  ///   - field: The name of the form field, unless the object is sent as JSON.
  ///   - headers: The names and values of further headers of the request.
  ///   - sendAsJSON: True to post the object itself, with `Content-Type: application/json`.
  ///   - timeout: The time after which a post is abandoned.
  /// - Throws: `CallbackError` when a header has an empty name, or contains a line end or another
  ///   control character.
  public init(
    root: String = "http://localhost:9000", path: String = "/publish/epoch/end/",
    field: String = "data", headers: [String: String] = [:],
    sendAsJSON: Bool = false, timeout: Duration = .seconds(5)
  ) throws(CallbackError) {
    self.root = root
    self.path = path
    self.field = field
    self.headers = headers
    sendsAsJSON = sendAsJSON
    self.timeout = timeout
    posts = RemotePosts(timeout: timeout)
    for (name, value) in headers
    where name.isEmpty || (name + value).unicodeScalars.contains(where: { $0.value < 32 }) {
      throw CallbackError("RemoteMonitor: the header \(name.debugDescription) is not one line")
    }
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    posts = RemotePosts(timeout: timeout)
    hasWarned = false
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    warnOnce(training)
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    warnOnce(training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if training.isBrokenOff { return }
    var object: Logs = ["epoch": .integer(epoch)]
    object.update(logs)
    let json = JSONValue(object).text(layout: .python)
    let type = sendsAsJSON ? "application/json" : "application/x-www-form-urlencoded"
    // A content type among `headers` wins; the case of header names does not matter.
    let hasType = headers.keys.contains { $0.lowercased() == "content-type" }
    posts.add(
      RemotePosts.Post(
        url: root + path,
        headers: hasType ? headers : headers.merging(["Content-Type": type]) { own, _ in own },
        body: sendsAsJSON ? json : "\(FormText.encoded(field))=\(FormText.encoded(json))"))
    warnOnce(training)
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    posts.finish(within: Self.secondsAtEnd)
    warnOnce(training)
  }

  private func warnOnce(_ training: TrainingContext) {
    guard !hasWarned, let failure = posts.failure else { return }
    hasWarned = true
    training.warn(
      "Could not reach RemoteMonitor root server at \(shownRoot): \(failure)", from: self)
  }

  /// The root without the user name and password.
  private var shownRoot: String {
    guard let start = root.firstRange(of: "://")?.upperBound else { return root }
    let host = root[start...].prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return root }
    return String(root[..<start] + root[root.index(after: at)...])
  }
}

extension RemoteMonitor {
  public var state: CallbackState {
    let counts = posts.counts
    let server = shownRoot.firstRange(of: "://").map { shownRoot[$0.upperBound...] }
    return CallbackState(
      id: Self.recipeName, name: name, role: .logs,
      summary: "\(counts.sent) sent" + (counts.lost > 0 ? ", \(counts.lost) lost" : "")
        + " → \(server ?? Substring(shownRoot))")
  }

  /// The parameters that can be changed; the others make the address.
  public static var table: ParameterTable<RemoteMonitor> {
    [.live("send_as_json", \.sendsAsJSON, .boolean, "whether the object itself is posted")]
  }

  public var parameters: [BoundParameter] { Self.table.bound { self } }
}
