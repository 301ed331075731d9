import Foundation
import Testing

@testable import PlateauRuntime

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

  @Test func anEndTellsTheLineAndBeginsAnother() {
    var line = TerminalLine()
    let told = "a\rb\n\r\nx".utf8.compactMap { line.feed($0) }
    #expect(told == ["b", ""])
    #expect(line.text == "x")
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
