import SystemThreads
import Testing

@Suite struct ProcessorSetTests {
  @Test func sharesAreDisjointAndWhole() {
    let all = ProcessorSet([0, 1, 2, 5, 6, 7, 8])
    let shares = all.shares(3)
    #expect(shares.flatMap(\.numbers) == all.numbers)
    #expect(shares.allSatisfy { (2...3).contains($0.count) })
  }

  @Test func fewProcessorsAreShared() {
    #expect(ProcessorSet([3, 4]).shares(3).map(\.numbers) == [[3], [4], [3]])
  }

  @Test func aThreadUsesWhatItAdopted() throws {
    let all = ProcessorSet.usable
    let share = all.shares(all.count)[0]
    share.adopt()
    defer { all.adopt() }
    #if os(Linux)
      #expect(ProcessorSet.usable == share)
    #endif
  }
}
