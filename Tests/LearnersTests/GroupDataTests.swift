import Datasets
import Learners
import Messages
import TestSupport
import Testing

/// The comparison of the data before the first step.
@Suite struct GroupDataTests {
  private func prepare(_ count: (Int) -> Int, seed: (Int) -> UInt64) throws -> [String?] {
    let scenes = (0..<3).map { rank -> any SceneSource in
      ShapesGenerator(seed: seed(rank), side: 32).scenes(count(rank), .train)
    }
    return try MemberGroup.run(3) { messages in
      let group = TrainingGroup(messages)
      group.hosts = ["a", "b", "c"]
      do {
        try group.prepare { ((), DataFingerprint(of: [scenes[messages.rank]])) }
        return nil
      } catch {
        return "\(error)"
      }
    }
  }

  @Test func ranksWithOtherDataDoNotTrain() throws {
    #expect(try prepare({ _ in 20 }, seed: { _ in 1 }) == [nil, nil, nil])
    let fewer = try prepare({ $0 == 1 ? 18 : 20 }, seed: { _ in 1 })
    #expect(
      Set(fewer) == [
        "rank 1 on b has 18 examples instead of 20; all hosts need the same data"
      ])
    let others = try prepare({ _ in 20 }, seed: { $0 == 2 ? 2 : 1 })
    #expect(
      Set(others) == ["rank 2 on c has different examples; all hosts need the same data"])
  }
}
