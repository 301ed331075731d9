import MetricGrid
import Testing

/// Text, globs and regular expressions that select metrics.
@Suite struct MetricPatternTests {
  private let names = ["loss", "val/mAP50-95(B)", "layer1/snr", "layer12/snr", "layer12/Grad.norm"]

  private func matched(_ text: String) -> [String] {
    MetricPattern(text).matches(in: names).map { names[$0] }
  }

  @Test(arguments: [
    ("map", "val/mAP50-95(B)"), ("(B)", "val/mAP50-95(B)"), ("12/g", "layer12/Grad.norm"),
    ("l12n", "layer12/snr layer12/Grad.norm"), ("zzz", ""),
    ("", "loss val/mAP50-95(B) layer1/snr layer12/snr layer12/Grad.norm"),
  ])
  func textIsPartOfANameOrItsLettersInOrder(typed: (text: String, found: String)) {
    #expect(MetricPattern(typed.text).kind == .text)
    #expect(matched(typed.text).joined(separator: " ") == typed.found)
  }

  @Test func aNameThatContainsTheTextExcludesScatteredLetters() {
    #expect(MetricPattern("ab").matches(in: ["axb", "cab", "ab"]) == [1, 2])
    #expect(MetricPattern("ab").matches(in: ["axb", "ba"]) == [0])
  }

  @Test(arguments: [
    ("layer1*/snr", "layer1/snr layer12/snr"), ("layer?/snr", "layer1/snr"),
    ("*(b)", "val/mAP50-95(B)"),
    ("*", "loss val/mAP50-95(B) layer1/snr layer12/snr layer12/Grad.norm"), ("??", ""),
  ])
  func aGlobMatchesWholeNames(typed: (text: String, found: String)) {
    #expect(MetricPattern(typed.text).kind == .glob)
    #expect(matched(typed.text).joined(separator: " ") == typed.found)
  }

  @Test(arguments: [
    ("^l", "loss layer1/snr layer12/snr layer12/Grad.norm"), ("snr$", "layer1/snr layer12/snr"),
    ("loss|grad", "loss layer12/Grad.norm"), ("layer[2-9]", ""),
    ("\\d{2}/", "layer12/snr layer12/Grad.norm"),
    ("l.*s$", "loss"), ("[\\d.]+", "val/mAP50-95(B) layer1/snr layer12/snr layer12/Grad.norm"),
    ("^(?:loss|val)", "loss val/mAP50-95(B)"),
    ("r[[:digit:]\\w]/", "layer1/snr"), ("1{2}|95\\(", "val/mAP50-95(B)"),
  ])
  func anExpressionMatchesPartOfAName(typed: (text: String, found: String)) {
    #expect(MetricPattern(typed.text).kind == .expression)
    #expect(matched(typed.text).joined(separator: " ") == typed.found)
  }

  @Test func anInvalidExpressionIsText() {
    #expect(MetricPattern("a|(b").kind == .text)
    #expect(MetricPattern("a|(b").matches(in: ["xa|(bx", "a"]) == [0])
  }

  /// Matchers that go back try more ways than there are atoms.
  @Test(arguments: [
    "(\\w+)+!$", "^(a+)+$", "^(a|a)*b$", "^(a|aa)+$", "(.*)*x", "^(x?a+)+!!$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
  ])
  func noExpressionTakesLong(text: String) {
    let name = "metrics/" + String(repeating: "a", count: 190)
    #expect(MetricPattern(text).kind == .expression)
    #expect(
      MetricPattern(text).matches(in: Array(repeating: name + "#", count: 600)).count % 600 == 0)
  }

  @Test(arguments: [
    "[\\^a]", "[a\\]b]", "[\\Da]", "(a)\\1+", "(?=a)b+", "((a{50}){50})+",
    "+" + String(repeating: "(", count: 300),
  ])
  func whatCouldTakeLongIsText(text: String) {
    #expect(MetricPattern(text).kind == .text)
  }

  @Test func aGlobWithManyStarsEnds() {
    let name = String(repeating: "a", count: 3000)
    let glob = String(repeating: "*a", count: 30) + "b"
    #expect(MetricPattern(glob).matches(in: [name]) == [])
  }
}
