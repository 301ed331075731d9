internal import RunModel

/// Requests that came too late to be carried out.
///
/// A sender that chose an id may wait for the answer, so the last of these requests are kept; all
/// others are counted.
struct LateRequests: Sendable {
  /// Requests of one source that are counted.
  private struct Counted {
    let source: String
    var count: Int
    let first: String
  }

  /// The number of requests that are kept at most.
  static let mostKept = 1000
  /// The greatest number of sources that are distinguished.
  private static let mostSources = 5

  private var recent: [CommandRequest] = []
  private var counted: [Counted] = []
  /// True when the source has more requests.
  var hasMore = false

  /// The requests that are answered individually, in order.
  var kept: ArraySlice<CommandRequest> { recent.suffix(Self.mostKept) }

  /// Adds a request.
  ///
  /// - Complexity: O(1), amortised.
  mutating func add(_ request: CommandRequest) {
    guard request.hasOwnID else { return count(1, first: request.id, from: request.source) }
    recent.append(request)
    if recent.count == 2 * Self.mostKept { countEarliest() }
  }

  /// Counts requests of which only the number is known.
  mutating func count(_ number: Int, first: String, from source: String) {
    if let index = counted.firstIndex(where: { $0.source == source }) {
      counted[index].count += number
    } else if counted.count < Self.mostSources {
      counted.append(Counted(source: source, count: number, first: first))
    } else {
      counted[counted.count - 1].count += number
    }
  }

  private mutating func countEarliest() {
    for request in recent.dropLast(Self.mostKept) {
      count(1, first: request.id, from: request.source)
    }
    recent.removeFirst(max(0, recent.count - Self.mostKept))
  }

  /// One warning about the counted requests; nil when every request is answered.
  var words: String? {
    var all = self
    all.countEarliest()
    guard !all.counted.isEmpty else { return nil }
    let total = all.counted.reduce(0) { $0 + $1.count }
    let sources = all.counted.map { "\($0.count) from \($0.source), the first \($0.first)" }
    let rest = hasMore ? "; more were not read" : ""
    return "\(total) \(total == 1 ? "command" : "commands") came too late and changed nothing: "
      + "training has ended (\(sources.joined(separator: "; "))\(rest)); "
      + "send them again when the run is resumed"
  }
}
