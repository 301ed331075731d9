import Messages
import TestSupport
import Testing

@testable import Learners

@Suite struct DivergedRankTests {
  @Test func aRankWithOtherWeightsIsNamedWithItsHost() throws {
    let errors = try MemberGroup.run(3) { member in
      let group = TrainingGroup(member)
      group.hosts = ["a", "b", "c"]
      do {
        try group.compare([[1, member.rank == 2 ? 3 : 2]])
        return "same"
      } catch {
        return "\(error)"
      }
    }
    let sentence =
      "the weights of rank 2 on c differ from those of rank 0; are the processors of one kind?"
    #expect(errors == [sentence, sentence, sentence])
  }
}
