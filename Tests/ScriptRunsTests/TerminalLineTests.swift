import Foundation
import Testing

@testable import ScriptRuns

/// A line as a terminal shows it.
@Suite struct TerminalLineTests {
  private func shown(_ text: String) -> String {
    var line = TerminalLine()
    for byte in text.utf8 { _ = line.feed(byte) }
    return line.text
  }

  @Test(arguments: [
    ("10%|#   |\r20%|##  |", "20%|##  |"),
    // A shorter text leaves the rest of the old one, as in a terminal.
    ("loss: 0.125\rdone", "done: 0.125"),
    // Keras goes back by backspaces and CR; tqdm blanks its bar.
    ("1/9 ━━ 1s\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\r2/9 ━━ 0s", "2/9 ━━ 0s"),
    ("50%|#  |\r        \r", ""), ("50%|#  |\r", "50%|#  |"),
    ("\u{1B}[1m3/9\u{1B}[0m\u{1B}[32m━\u{1B}[0m", "3/9━"),
    ("three words here\r\u{1B}[Kone", "one"), ("abc\u{1B}[2K\rx", "x"), ("abcd\u{1B}[2D_", "ab_d"),
    ("\u{1B}]0;title\u{7}text", "text"), ("a\tb", "a       b"), ("\u{8}\u{8}a", "a"),
    ("é\r😀", "😀"), ("\u{1B}[999999999999999999999Cx", ""),
  ])
  func itIsWhatATerminalShows(_ written: String, _ seen: String) {
    #expect(shown(written) == seen)
  }

  private func rows(_ text: String) -> [String] {
    var shown = TerminalText()
    shown.feed(Array(text.utf8), keeping: 500)
    return shown.takeSettled() + shown.open
  }

  @Test(arguments: [
    ("a\rb\n\r\nx", ["b", "", "x"]), ("a\n", ["a"]), ("\n\n", []),
    // Two bars, as Lightning and tqdm draw them below each other.
    ("Epoch 1: 10%\n  val: 5%\u{1B}[A\rEpoch 1: 20%\n\r  val: 9%", ["Epoch 1: 20%", "  val: 9%"]),
    ("one\ntwo\n\u{1B}[2A\u{1B}[2Knew\n\n", ["new", "two"]),
    ("one\ntwo\nthree\u{1B}[2F\u{1B}[J", []), ("a\nb\u{1B}[1Fc\u{1B}[1Ed", ["c", "d"]),
    ("a\u{1B}[2Bb", ["a", "", " b"]), ("old\ntext\u{1B}[2Jnew", ["new"]),
    ("a\u{1B}[999999999A\u{1B}[Ab", ["ab"]),
  ])
  func rowsAreWhatATerminalShows(_ written: String, _ seen: [String]) {
    #expect(rows(written) == seen)
  }

  @Test func rowsThatScrolledAwayNoLongerChange() {
    let lines = (1...40).map { "line \($0)\n" }.joined()
    let shown = rows(lines + "\u{1B}[100Atop")
    #expect(shown.count == 40)
    // The cursor reaches the 24 newest rows; the last of them is the empty one.
    #expect(shown[16] == "line 17" && shown[17] == "tope 18" && shown[39] == "line 40")
  }

  @Test func anyBytesAreTakenAndMegabytesWithoutAnEndStayShort() {
    var line = TerminalLine()
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500_000 {
      let byte = UInt8.random(in: 0...255, using: &random)
      if byte != 0x0A, byte != 0x0D { _ = line.feed(byte) }
    }
    #expect(line.text.unicodeScalars.count <= 4096)
    for byte in "\u{1B}\\\r\u{1B}[Kend".utf8 { _ = line.feed(byte) }
    #expect(line.text == "end")
  }
}
