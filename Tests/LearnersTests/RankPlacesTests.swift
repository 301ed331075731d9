import RunModel
import SystemThreads
import Testing

@testable import Learners

@Suite struct RankPlacesTests {
  private func places(_ hosts: [String], _ processors: [[Int]]) -> RankPlaces {
    RankPlaces(hosts: hosts, processors: processors.map(ProcessorSet.init))
  }

  @Test func ranksOfAHostShareItsProcessors() {
    let eight = Array(0..<8)
    #expect(places(["a"], [eight]).threads == 8)
    #expect(places(["a", "b"], [eight, eight]).threads == 8)
    #expect(places(["a", "a"], [eight, eight]).threads == 4)
    #expect(places(["a", "a", "a"], [eight, eight, eight]).threads == 2)
    #expect(places(["a", "a"], [[0, 1], [2, 3]]).threads == 2, "bound to two each")
    #expect(places(["a", "a", "b"], [eight, eight, [0, 1, 2]]).threads == 3, "the fewest count")
    #expect(
      places(Array(repeating: "a", count: 4), Array(repeating: [0, 1], count: 4)).threads == 1)
    #expect(places(["a", "a", "a"], [[0, 1, 2], [0, 1, 2], [0, 1, 2]]).threads == 1)
  }

  @Test func tooFewProcessorsAreTold() {
    let bound = places(["a", "a"], [[0], [1]])
    #expect(bound.advice(for: 1) == nil)
    #expect(
      bound.advice(for: 2)
        == "a rank may use only 1 processor for 2 threads: mpirun --bind-to none, srun --cpus-per-task 2, or "
        + "--set threads=1")
    let crowded = places(
      ["a", "b", "b", "b"], [[0, 1], [0, 1], [0, 1], [0, 1]])
    #expect(
      crowded.advice(for: 1)
        == "3 ranks take turns on 2 processors of b: fewer ranks would be faster")
    let shared = places(["a", "a"], [[0, 1], [0, 1]])
    #expect(shared.advice(for: 1) == nil)
    #expect(
      shared.advice(for: 2)
        == "the ranks of a host share its processors: each has 1 processor for 2 threads; fewer ranks or --set "
        + "threads=1 would be faster")
  }

  @Test func bitsDependOnRanksAndThreadsTogether() {
    func isSame(_ a: (Int, Int), _ b: (Int, Int), _ isDetector: Bool = true) -> Bool {
      RankSpread(ranks: a.0, threads: a.1)
        .hasBits(of: RankSpread(ranks: b.0, threads: b.1), isDetector: isDetector)
    }
    #expect(isSame((1, 4), (2, 2)) && isSame((2, 2), (4, 1)) && isSame((1, 3), (3, 1)))
    #expect(!isSame((1, 4), (2, 1)) && !isSame((1, 6), (2, 3)))
    #expect(isSame((3, 2), (1, 6)) && isSame((2, 3), (2, 3)))
    #expect(!isSame((1, 4), (2, 2), false) && isSame((2, 2), (2, 2), false))
  }

  @Test func anotherSpreadIsSaidInOneLine() {
    let (four, two) = (RankSpread(ranks: 4, threads: 1), RankSpread(ranks: 1, threads: 2))
    #expect(
      two.note(after: four, isDetector: true)
        == "from here on 2 threads instead of 4 ranks with 1 thread each: the result is the same up to rounding"
    )
    #expect(RankSpread(ranks: 2, threads: 2).note(after: four, isDetector: true) == nil)
    #expect(RankSpread(ranks: 2, threads: 2).note(after: four, isDetector: false) != nil)
    #expect(RankSpread(RunHistory()) == nil)
  }
}
