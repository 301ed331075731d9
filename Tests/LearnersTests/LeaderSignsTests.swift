import Datasets
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
      try group.prepare { ((), DataFingerprint()) }
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

  /// The errors of members that prepare for different times; `isCutOff` tells of which the others
  /// hear nothing.
  private static func errors(
    preparing seconds: [Double], cutOff: Int? = nil
  ) throws -> [String] {
    try MemberGroup.run(seconds.count) { member in
      if member.rank == cutOff {
        usleep(useconds_t(seconds[member.rank] * 1e6))
        return "cut off"
      }
      let group = TrainingGroup(member, patience: .seconds(3))
      do {
        _ = try group.prepare {
          (usleep(useconds_t(seconds[member.rank] * 1e6)), DataFingerprint())
        }
        if group.isLeader { group.end() } else { try group.awaitEnd() }
        return "trained"
      } catch {
        return "\(error)"
      }
    }
  }

  @Test(arguments: [[4.5, 0, 0], [0, 4.5, 0], [0, 3.5, 4.5]])
  func aRankThatPreparesForLongIsNotSilent(seconds: [Double]) throws {
    #expect(try Self.errors(preparing: seconds) == ["trained", "trained", "trained"])
  }

  @Test func aRankThatIsCutOffWhileAllPrepareIsNamed() throws {
    let one = try Self.errors(preparing: [0, 0, 5], cutOff: 2)
    #expect(one[0] == "rank 2 has not answered rank 0 for 3 seconds")
    let leader = try Self.errors(preparing: [5, 0, 0], cutOff: 0)
    #expect(leader[1] == "rank 0 has not answered rank 1 for 3 seconds")
    #expect(leader[2] == "rank 0 has not answered rank 2 for 3 seconds")
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
