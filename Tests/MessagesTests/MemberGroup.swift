import Dispatch
import Messages
import Synchronization
import SystemThreads

/// Members of a group in memory, each on a thread of its own.
enum MemberGroup {
  /// Calls `body` for every member at once; the results are in the order of ranks.
  static func run<Result: Sendable>(
    _ size: Int, _ body: @escaping @Sendable (MessagesInMemory) throws -> Result
  ) throws -> [Result] {
    let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
    let done = DispatchGroup()
    for member in MessagesInMemory.group(size) {
      done.enter()
      try SystemThread.start {
        let result = Swift.Result { try body(member) }
        results.withLock { $0[member.rank] = result }
        done.leave()
      }
    }
    done.wait()
    return try results.withLock { all in
      try (0..<size).compactMap { try all[$0]?.get() }
    }
  }
}
