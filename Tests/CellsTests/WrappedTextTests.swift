import Cells
import Testing

/// Text wrapped to columns.
@Suite struct WrappedTextTests {
  @Test func linesEndAtSpaces() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("one two three".wrapped(to: 13) == ["one two three"])
    #expect("  one   two  ".wrapped(to: 20) == ["one two"])
    #expect("".wrapped(to: 5) == [] && "one".wrapped(to: 1) == [])
  }

  /// A letter of two columns never stands half outside.
  @Test func widthIsCountedInColumnsNotLetters() {
    #expect("训练损失下降".wrapped(to: 5) == ["训练", "损失", "下降"])
    #expect("loss 训练损失".wrapped(to: 8) == ["loss", "训练损失"])
    #expect("e\u{301}e\u{301}e\u{301}".wrapped(to: 2).count == 2)
    let text = "训练 loss 下降了很多很多很多 a bb ccc"
    for width in 2...30 {
      let lines = text.wrapped(to: width)
      #expect(lines.allSatisfy { $0.cellWidth <= width }, "\(width)")
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }

  @Test func aWordWiderThanALineIsCutAndTheNextGoesOn() {
    #expect("abcdefghij kl".wrapped(to: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect("abcdefghij k".wrapped(to: 4) == ["abcd", "efgh", "ij k"])
    #expect("x abcdefgh".wrapped(to: 4) == ["x", "abcd", "efgh"])
  }

  @Test func inASCIITwoPointsAreTheSignOfACut() {
    #expect("a long text".truncated(to: 8, ellipsis: ".") == "a long..")
    #expect("a long text".cutBehindWord(to: 9, ellipsis: ".") == "a long ..")
    #expect("a long text".truncated(to: 2, ellipsis: ".") == "a.")
    #expect("a long text".truncated(to: 8) == "a long …")
  }
}
