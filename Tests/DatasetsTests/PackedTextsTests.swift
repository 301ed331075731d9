import SeededRandom
import TestSupport
import Testing

@testable import Datasets

@Suite struct PackedTextsTests {
  private func packed(_ texts: [String]) -> PackedTexts {
    var packed = PackedTexts()
    for text in texts { packed.append(text) }
    return packed
  }

  @Test(arguments: [
    ["b", "a-b", "", "a.b", "a", "B", "a/b", "10", "9"],
    // The second ä is an a with a combining mark, which a byte order would put elsewhere.
    ["b", "ä2", "a\u{308}1", "a", "z", "日本", "ñ"],
  ])
  func theyAreSortedAsStringsAre(texts: [String]) {
    #expect(Array(packed(texts)) == texts)
    #expect(Array(packed(texts).sorted()) == texts.sorted())
  }

  @Test func theFirstOfEqualTextsIsFound() {
    var random = SeededGenerator(seed: 4)
    let texts = (0..<500).map { _ in "\(random.index(below: 300))" }
    let index = TextIndex(packed(texts))
    for number in 0..<400 { #expect(index["\(number)"] == texts.firstIndex(of: "\(number)")) }
    #expect(index[""] == nil && TextIndex(PackedTexts())["x"] == nil)
  }

  @Test func idsAreSeenOnce() {
    var seen = SeenIDs(expecting: 4)
    let ids: [ObjectID] = [
      .number(0), .number(7), .number(-1), .number(.max), .text("a"), .number(1 << 20),
    ]
    for isNew in [true, false] {
      for id in ids {
        let isInserted = seen.insert(id)
        #expect(isInserted == isNew)
      }
    }
    var column = IDColumn()
    for id in ids { column.append(id) }
    #expect((0..<column.count).map { column[$0] } == ids)
  }

  @Test func theLinesOfAnyTextAreTheSame() throws {
    let folder = TemporaryFolder()
    for text in ["", "a", "a\n", " a b \t\r\n\n c\r\n", "a\rb\u{2028} c ", "ü \n x", "a\u{B}b\n"] {
      let expected = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
      let lines = try FileLines.read(try folder.write(text, "lines.txt"))
      #expect(Array(lines) == expected, "\(text.debugDescription)")
    }
  }
}
