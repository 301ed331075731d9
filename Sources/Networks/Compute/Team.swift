internal import CKernels
internal import COneDNN

/// Threads that carry out a step together, the caller among them.
final class Team {
  private let team: OpaquePointer?
  /// How many.
  let size: Int

  init(threads: Int) {
    team = plateau_team_create(Int32(clamping: threads))
    size = team.map { Int(plateau_team_size($0)) } ?? 1
    // oneDNN must not start threads of its own: each of ours is one of its.
    run { _ in omp_set_num_threads(1) }
  }

  deinit { plateau_team_destroy(team) }

  /// Calls `body` with each thread's rank, at once; returns when all are done.
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

  /// Inside `run`: waits until every thread is here.
  func barrier() {
    if let team { plateau_team_barrier(team) }
  }

  private struct Call { let body: (Int) -> Void }
}
