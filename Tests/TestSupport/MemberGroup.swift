internal import Dispatch
public import Messages
internal import Synchronization
internal import SystemThreads

/// Members of a group in memory, each on a thread of its own.
public enum MemberGroup {
  /// Calls `body` for every member at once.
  ///
  /// - Returns: The results in the order of ranks.
  /// - Throws: The error of the first member that has one; the others have been ended then.
  public static func run<Result: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (MessagesInMemory) throws -> Result
  ) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let first = Mutex<(any Error)?>(nil)
    let done = DispatchGroup()
    for member in MessagesInMemory.group(size) {
      done.enter()
      try SystemThread.start {
        let result = Swift.Result { try body(member) }
        if case .failure(let error) = result {
          first.withLock { $0 = $0 ?? error }
          member.abort(1)
        }
        results.withLock { $0[member.rank] = result }
        done.leave()
      }
    }
    done.wait()
    if let error = first.withLock({ $0 }) { throw error }
    return try results.withLock { all in try (0..<size).compactMap { try all[$0]?.get() } }
  }
}
