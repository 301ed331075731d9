import Messages
import SeededRandom
import TestSupport
import Testing

@Suite struct MessagesInMemoryTests {
  /// The values of a member: numbers whose sum depends on the order.
  private static func values(_ member: Int, _ count: Int) -> [Float] {
    var random = SeededGenerator.stream(UInt64(member), seed: 3)
    return (0..<count).map { _ in random.normal() * 1000 }
  }

  /// The pairwise sum, neighbours first, of lists of equal length.
  private static func pairwise(_ lists: [[Float]]) -> [Float] {
    var lists = lists
    var distance = 1
    while distance < lists.count {
      for left in stride(from: 0, to: lists.count - distance, by: 2 * distance) {
        lists[left] = zip(lists[left], lists[left + distance]).map { $0 + $1 }
      }
      distance *= 2
    }
    return lists[0]
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 8], [0, 1, 5, 2048, 70_001])
  func everyMemberHasThePairwiseSumToTheBit(size: Int, count: Int) throws {
    let sums = try MemberGroup.run(size) { member in
      var values = Self.values(member.rank, count)
      try values.withUnsafeMutableBufferPointer { try member.sum($0) }
      return values
    }
    let expected = Self.pairwise((0..<size).map { Self.values($0, count) })
    #expect(sums.allSatisfy { $0 == expected })
  }

  /// Threads add up neighbours first, too, so it does not matter which member has which thread.
  @Test(arguments: [(4, 2), (2, 4), (1, 8), (3, 2)])
  func sumsDoNotDependOnWhereThreadsAre(size: Int, threads: Int) throws {
    let sums = try MemberGroup.run(size) { member in
      var values = Self.pairwise(
        (0..<threads).map { Self.values(member.rank * threads + $0, 5000) })
      try values.withUnsafeMutableBufferPointer { try member.sum($0) }
      return values
    }
    let expected = Self.pairwise((0..<size * threads).map { Self.values($0, 5000) })
    #expect(sums.allSatisfy { $0 == expected })
  }

  @Test(arguments: [1, 2, 3, 4, 6, 8])
  func everyMemberGetsThePartsOfAll(size: Int) throws {
    let all = try MemberGroup.run(size) { member in
      var parts = [Double](repeating: -1, count: 3 * size)
      for index in 0..<3 { parts[member.rank * 3 + index] = Double(member.rank * 10 + index) }
      try parts.withUnsafeMutableBufferPointer { try member.gatherAll($0) }
      return parts
    }
    let expected = (0..<size).flatMap { rank in (0..<3).map { Double(rank * 10 + $0) } }
    #expect(all.allSatisfy { $0 == expected })
  }

  @Test(arguments: [1, 2, 3, 5])
  func memberZeroCollectsListsOfAnyLength(size: Int) throws {
    let collected = try MemberGroup.run(size) { member in
      try member.gather([Double](repeating: Double(member.rank), count: member.rank % 3))
    }
    #expect(
      collected[0] == (0..<size).map { [Double](repeating: Double($0), count: $0 % 3) })
    #expect(Array(collected.dropFirst()) == Array(repeating: [], count: size - 1))
  }

  @Test(arguments: [1, 2, 4])
  func allGetWhatMemberZeroHas(size: Int) throws {
    let got = try MemberGroup.run(size) { member in
      var known = [Int32](repeating: Int32(member.rank), count: 3)
      try member.broadcast(&known)
      let unknown = try member.shared(member.rank == 0 ? [UInt8](0..<200) : [])
      let none = try member.shared([Float]())
      try member.barrier()
      return known == [0, 0, 0] && unknown == [UInt8](0..<200) && none.isEmpty
    }
    #expect(got == [Bool](repeating: true, count: size))
  }

  @Test func aSilentMemberZeroIsNamed() throws {
    let reasons = try MemberGroup.run(2) { member -> String in
      if member.rank == 0 { return "" }
      var words: [UInt64] = [0]
      do throws(MessagesError) {
        try member.broadcast(&words, within: .milliseconds(1100))
        return "passed"
      } catch {
        return error.description
      }
    }
    #expect(reasons[1] == "rank 0 has not answered rank 1 for 1 second")
  }

  @Test func whoWaitsForAMemberThatIsGoneLearnsWhy() throws {
    let reasons = try MemberGroup.run(3) { member -> String in
      do throws(MessagesError) {
        if member.rank == 2 {
          member.abort(1)
          return ""
        }
        try member.barrier()
        return "passed"
      } catch {
        return error.description
      }
    }
    #expect(reasons == Array(repeating: "member 2 ended all with code 1", count: 2) + [""])
  }
}
