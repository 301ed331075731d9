import Cells
import Testing

/// The terminal's answer to the question for its background.
@Suite struct BackgroundReportTests {
  private func read(_ text: String) -> [TerminalEvent] {
    var input = TerminalInput()
    return input.read(text.utf8)
  }

  @Test(arguments: [
    ("\u{1B}]11;rgb:1e1e/2e2e/ffff\u{1B}\\", Color(0x1E, 0x2E, 0xFF)),
    ("\u{1B}]11;rgb:1e/2e/ff\u{7}", Color(0x1E, 0x2E, 0xFF)),
    ("\u{1B}]11;rgb:f/0/8\u{7}", Color(255, 0, 136)),
    ("\u{1B}]11;rgba:ffff/ffff/ffff/8080\u{7}", Color(255, 255, 255)),
  ])
  func aColourIsReported(text: String, color: Color) {
    #expect(read(text) == [.background(color)])
    #expect(
      read("a" + text + "b") == [.key(.character("a")), .background(color), .key(.character("b"))])
  }

  @Test func itMayComeInPieces() {
    var input = TerminalInput()
    var events: [TerminalEvent] = []
    for byte in "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\".utf8 { events += input.read([byte]) }
    #expect(events == [.background(Color(255, 255, 255))])
  }

  @Test(arguments: [
    "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:ffff/ffff\u{7}", "\u{1B}]11;?\u{7}",
    "\u{1B}]11;rgb:fffff/f/f\u{7}", "\u{1B}]11;rgb:zz/zz/zz\u{7}", "\u{1B}]11;\u{18}",
    "\u{1B}P11;rgb:ffff/ffff/ffff\u{1B}\\",
  ])
  func otherStringsAreSwallowed(text: String) {
    #expect(read(text + "x") == [.key(.character("x"))])
  }

  @Test(arguments: [
    ("0;15", 255), ("0;default;7", 255), ("12;8", 0), ("15;0", 0), ("0;default", nil),
    ("15", nil), ("", nil), ("0;16", nil),
  ])
  func theEnvironmentMayNameIt(text: String, level: UInt8?) {
    #expect(Color(foregroundAndBackground: text) == level.map { Color($0, $0, $0) })
  }
}
