import SeededRandom
import Testing

@Suite struct SeededGeneratorTests {
  /// The first numbers of the authors' own C program for the state 1, 2, 3, 4.
  @Test func theSequenceIsTheAlgorithms() throws {
    var random = try #require(SeededGenerator(words: [1, 2, 3, 4]))
    #expect(
      (0..<4).map { _ in random.next() } == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test func theStateContinuesTheSequence() throws {
    var first = SeededGenerator(seed: 5)
    _ = first.next()
    var second = try #require(SeededGenerator(words: first.words))
    #expect(first.next() == second.next())
    #expect(SeededGenerator(words: [0, 0, 0, 0]) == nil)
    #expect(SeededGenerator(words: [1, 2]) == nil)
  }

  @Test func streamsAndSeedsDiffer() {
    #expect(SeededGenerator(seed: 1) != SeededGenerator(seed: 2))
    #expect(SeededGenerator.stream(1, seed: 1) != SeededGenerator.stream(2, seed: 1))
    #expect(SeededGenerator.stream(1, seed: 1) == SeededGenerator.stream(1, seed: 1))
  }

  @Test func numbersStayInTheirRangeAndFillIt() {
    var random = SeededGenerator(seed: 9)
    let uniform = (0..<10_000).map { _ in random.uniform() }
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(uniform.reduce(0, +) / 10_000 - 0.5) < 0.02)
    let indices = (0..<6000).map { _ in random.index(below: 6) }
    for value in 0..<6 { #expect((850...1150).contains(indices.count { $0 == value })) }
    let normal = (0..<10_000).map { _ in random.normal() }
    #expect(abs(normal.reduce(0, +) / 10_000) < 0.05)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / 10_000 - 1) < 0.05)
  }

  @Test func shufflingKeepsEveryItem() {
    var random = SeededGenerator(seed: 1)
    var items = Array(0..<100)
    random.shuffle(&items)
    #expect(items != Array(0..<100))
    #expect(items.sorted() == Array(0..<100))
  }
}
