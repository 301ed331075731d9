import CNcurses
import Cells
import Foundation
import Testing

@Suite struct TextWidthTests {
  /// ncurses asks the C library for widths: where the two know a character they must agree, or a row is shifted.
  @Test func everyScalarHasTheWidthThatTheSystemGivesIt() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    var compared = 0
    var different: [String] = []
    for scalar in (0...0x10FFFF).compactMap({ Unicode.Scalar(UInt32($0)) }) {
      let system = Int(plateau_columns(scalar.value))
      // A character that the library cannot print may be newer than the library; controls are never drawn.
      if system < 0 || isException(scalar) { continue }
      compared += 1
      if scalar.cellWidth != system {
        different.append(String(scalar.value, radix: 16) + ": \(scalar.cellWidth), not \(system)")
      }
    }
    #expect(compared > 140_000)
    #expect(different.prefix(20) == [], "\(different.count)")
  }

  /// Characters that are never drawn here, although the library gives them a column.
  private func isException(_ scalar: Unicode.Scalar) -> Bool {
    // A sign of Ahom, which Unicode has since counted among the spacing marks.
    if scalar.value == 0x1171E { return true }
    return switch scalar.properties.generalCategory {
    // Text from files must not change the text around it, as U+00AD or the signs around Arabic numbers would.
    case .format, .lineSeparator, .paragraphSeparator: true
    // Every font draws something else there.
    case .privateUse: true
    // Marks that stand on their own in some libraries join their base in terminals.
    case .nonspacingMark, .enclosingMark: true
    // The library knows scalars that Swift does not.
    case .unassigned: true
    default: false
    }
  }

  @Test(arguments: [
    ("🪐", 2), ("🟢", 2), ("🀄", 2), ("🌡", 1), ("🏔", 1), ("日", 2), ("한", 2), ("é", 1), ("e\u{301}", 1),
    ("─╭╮╰╯│┈╌┊▰▱▏█•★▼●‖✎!■▸↑↓→·…▶▁▇┌┏━┃▀▄⣿⠁", 38), ("⏎⇧␣", 3),
  ])
  func whatIsDrawnHasItsColumns(text: String, columns: Int) {
    #expect(text.cellWidth == columns)
  }

  @Test func eightColoursLeaveFaintStrokesVisible() {
    let ground = Color(0x16, 0x1A, 0x21)
    let faint = Color(0x56, 0x60, 0x6E)
    #expect(ground.nearestANSI(of: 8) == faint.nearestANSI(of: 8))
    #expect(faint.nearestANSI(on: ground, of: 8) == 7)
    #expect(faint.nearestANSI(on: nil, of: 8) == nil)
    #expect(Color(240, 240, 230).nearestANSI(on: Color(250, 250, 250), of: 8) == 0)
    // The grey of labels differs from every colour that means something.
    #expect(Color(0x87, 0x92, 0xA1).nearestANSI(on: ground, of: 8) == 7)
    #expect(Color(250, 20, 20).nearestANSI(on: ground, of: 8) == 1)
    // A light red is no yellow, and a light orange no red.
    #expect(Color(0xF0, 0x71, 0x78).nearestANSI(on: ground, of: 8) == 1)
    #expect(Color(0xF0, 0x9A, 0x5B).nearestANSI(on: ground, of: 8) == 3)
    // A light blue is no cyan.
    #expect(Color(0x6F, 0xA8, 0xF0).nearestANSI(on: ground, of: 8) == 7)
    #expect(Color(0x6F, 0xA8, 0xF0).nearestANSI(on: nil, of: 8) == nil)
    #expect(Color(0xC4, 0x96, 0xE8).nearestANSI(on: ground, of: 8) == 5)
    #expect(Color(0x56, 0xC8, 0xBE).nearestANSI(on: ground, of: 8) == 6)
    #expect(Color(0x8A, 0xC9, 0x7B).nearestANSI(on: nil, of: 8) == 2)
  }
}
