/// The messages between the members of a group: processes that a launcher started together, or
/// threads of one process in tests.
///
/// All members make the same calls in the same order. One thread of a member at a time makes them,
/// not always the same one.
public protocol Messages: AnyObject, Sendable {
  /// The number of this member, from 0.
  var rank: Int { get }
  /// The number of members.
  var size: Int { get }

  /// Sends bytes to one member and receives bytes from another at the same time.
  ///
  /// - Parameters:
  ///   - target: Receives as many bytes as it holds.
  ///   - receiver: The member that gets `data`; nil to send nothing.
  ///   - sender: The member that sends to this one; nil to receive nothing.
  /// - Throws: `MessagesError` when another member is gone.
  func exchange(
    _ data: UnsafeRawBufferPointer, to receiver: Int?, _ target: UnsafeMutableRawBufferPointer,
    from sender: Int?
  ) throws(MessagesError)

  /// Tells whether a message from another member can be received at once.
  ///
  /// - Throws: `MessagesError` when the other member is gone.
  func hasMessage(from sender: Int) throws(MessagesError) -> Bool

  /// Gives all members the bytes of member 0, which may come much later: the others sleep until
  /// then.
  ///
  /// - Parameter limit: The longest time to wait; nil for no limit.
  /// - Throws: `MessagesError` when another member is gone, or member 0 is silent for too long.
  func broadcast(
    _ data: UnsafeMutableRawBufferPointer, within limit: Duration?
  ) throws(MessagesError)

  /// Waits until all members call it; who waits sleeps.
  ///
  /// - Throws: `MessagesError` when another member is gone.
  func barrier() throws(MessagesError)

  /// Ends all members after this one has told why; it may return before they have ended.
  ///
  /// - Parameter status: The exit code of the processes.
  func abort(_ status: Int32)
}

/// The reason why a message did not arrive, or why there can be none, in one sentence.
public struct MessagesError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The sentence, without a full stop.
  public var reason: String

  /// Creates an error.
  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }

  /// The reason that a rank has not answered another one for a time.
  ///
  /// - Parameters:
  ///   - silent: The number of the silent rank; nil when it is not known which one is.
  ///   - hosts: The hosts of the ranks, as far as they are known.
  public static func silence(
    of silent: Int?, on hosts: [String] = [], at rank: Int, _ time: Duration
  ) -> MessagesError {
    let name = silent.map { Self.name(of: $0, on: hosts) } ?? "another rank"
    return MessagesError("\(name) has not answered rank \(rank) for \(words(time))")
  }

  /// The number of a rank, and its host where that is known.
  public static func name(of rank: Int, on hosts: [String]) -> String {
    "rank \(rank)" + (hosts.indices.contains(rank) ? " on \(hosts[rank])" : "")
  }

  /// A time in whole seconds.
  static func words(_ time: Duration) -> String {
    let seconds = time.components.seconds
    return "\(seconds) \(seconds == 1 ? "second" : "seconds")"
  }
}
