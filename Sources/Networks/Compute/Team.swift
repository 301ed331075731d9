internal import CKernels
internal import COneDNN

/// Threads that run a step together, the caller among them.
final class Team {
  private let team: OpaquePointer?
  /// The number of threads.
  let size: Int

  init(threads: Int) {
    team = plateau_team_create(Int32(clamping: threads))
    size = team.map { Int(plateau_team_size($0)) } ?? 1
    // oneDNN must not start threads of its own, because each thread of the team calls it.
    run { _ in plateau_onednn_disable_threading() }
  }

  deinit { plateau_team_destroy(team) }

  /// Calls `body` on all threads at once, each with its rank, and returns when all are done.
  ///
  /// `body` is not `@Sendable`, although it runs on several threads: it captures a step whose buffers
  /// the threads share, and those are not `Sendable`. Each thread writes only its own part of a
  /// buffer between two barriers, which the compiler cannot check. A step has to keep to that rule.
  func run(_ body: (Int) -> Void) {
    guard let team else { return body(0) }
    withoutActuallyEscaping(body) { body in
      var call = Call(body: body)
      withUnsafeMutablePointer(to: &call) { call in
        plateau_team_run(
          team,
          { context, rank in
            context?.assumingMemoryBound(to: Call.self).pointee.body(Int(rank))
          }, UnsafeMutableRawPointer(call))
      }
    }
  }

  /// Waits, within `run`, until every thread has arrived.
  func barrier() {
    if let team { plateau_team_barrier(team) }
  }

  private struct Call { let body: (Int) -> Void }
}
