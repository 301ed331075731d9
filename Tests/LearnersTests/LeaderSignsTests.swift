import Learners
import Messages
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A leader that makes no call for longer than the others have patience.
@Suite struct LeaderSignsTests {
  /// The errors of the members: the leader works alone for a while before it ends the training.
  private static func errors(leader: @escaping @Sendable (TrainingGroup) -> Void) throws -> [String]
  {
    try MemberGroup.run(3) { member in
      let group = TrainingGroup(member, patience: .seconds(2))
      try group.agree(nil)
      do {
        guard group.isLeader else {
          try group.awaitEnd()
          return "ended"
        }
        leader(group)
        group.end()
        return "ended"
      } catch {
        return "\(error)"
      }
    }
  }

  @Test func aLeaderThatWorksAloneIsNotSilent() throws {
    let errors = try Self.errors { _ in usleep(3_500_000) }
    #expect(errors == ["ended", "ended", "ended"])
  }

  @Test func aLeaderThatIsCutOffIsNamed() throws {
    let errors = try Self.errors { group in
      group.endSigns()
      usleep(4_000_000)
    }
    #expect(errors[1] == "rank 0 has not answered rank 1 for 2 seconds")
    #expect(errors[2] == "rank 0 has not answered rank 2 for 2 seconds")
  }
}
