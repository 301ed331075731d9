import Cells
import Charts
import Testing
import Themes

@testable import SummaryPanels

@Suite struct MarkdownTextTests {
  private func lines(_ text: String, width: Int = 40) -> [String] {
    MarkdownText(text, width: width, theme: .builtIn, symbols: .braille).lines.map { line in
      line.map(\.text).joined()
    }
  }

  @Test func headingsListsAndEmphasisLoseTheirSigns() {
    let text = "# Run **seven**\n\n- first `code`\n- a *second* one\n1. third\n> said so"
    #expect(
      lines(text) == ["Run seven", "", "• first code", "• a second one", "1. third", "│ said so"])
    let line = MarkdownText("a **b** c", width: 40, theme: .builtIn, symbols: .braille).lines[0]
    #expect(line.contains { $0.text == "b" && $0.style == Theme.builtIn.style(.strong, .bold) })
  }

  @Test func tablesHaveColumns() {
    let text = "|param|value|\n|-|:-:|\n|learning rate|0.1|\n|env|Cart|"
    #expect(
      lines(text) == ["param          value", "learning rate  0.1  ", "env            Cart "])
    // A table that is too wide is wrapped, and nothing is lost.
    #expect(lines(text, width: 12).joined(separator: " ").contains("learning"))
    #expect(lines(text, width: 12).allSatisfy { $0.cellWidth <= 12 })
  }

  @Test func onlyARuleMakesATable() {
    let rows = ["| a | - |", "| b | - |"]
    #expect(lines(rows.joined(separator: "\n")) == rows)
    #expect(lines("|a|b|\n|-|-|\n|-|-|") == ["a  b", "-  -"])
  }

  @Test func lineEndsOfWindowsEndLines() {
    #expect(lines("# Result\r\n\r\n- a\r\n    - b") == ["Result", "", "• a", "    • b"])
  }

  @Test func alignedColumnsStayAligned() {
    let text = "   macro avg       0.93\nweighted avg       0.94"
    #expect(lines(text) == text.split(separator: "\n").map(String.init))
  }

  /// Signs that nothing closes must not be sought from each place anew.
  @Test func aLongLineOfSignsIsCutAtOnce() {
    let text = String(repeating: "*a ", count: 200_000)
    #expect(MarkdownSpans(text).spans.map(\.text).joined() == text)
  }

  @Test func linesAreWrappedBehindTheirSigns() {
    #expect(lines("- one two three four", width: 10) == ["• one two", "  three", "  four"])
    #expect(lines("> one two three", width: 9) == ["│ one two", "│ three"])
    #expect(lines("abcdefghijkl mn", width: 5) == ["abcde", "fghij", "kl mn"])
  }

  @Test(arguments: [
    "2 * 3 * 4", "grad_norm and weight_decay", "def f(*args, **kwargs)", "a_b_c", "**", "*", "`",
    "#hash", "1.5 is a number", "snake_case_", "-1 or +1", "x ** y ** z",
  ])
  func whatIsNoMarkdownStaysAsItIs(text: String) {
    #expect(lines(text) == [text])
  }

  @Test func codeStaysAsItIs() {
    #expect(lines("```\n  a  *b*\n```\n    c  d") == ["  a  *b*", "    c  d"])
    #expect(lines("    abcdef", width: 6) == ["    ab", "cdef"])
  }

  @Test func anyTextHasLinesThatFit() {
    var text = ""
    for index in 0..<400 {
      text += ["*", "_", "|", "#", "- ", "漢", "x", "\n", " ", "`"][index * 7 % 10]
    }
    for width in 1...30 {
      #expect(lines(text, width: width).allSatisfy { $0.cellWidth <= max(2, width) })
    }
  }
}
