import Cells
import Charts
import Dashboard
import RunDisplay
import RunModel
import TestSupport
import Testing

/// Signs and lines that tell things apart, with and without colours.
@Suite struct SignTests {
  @Test(arguments: [true, false])
  func everyKindOfEventHasASignOfItsOwn(isUnicode: Bool) {
    let symbols = isUnicode ? Symbols.braille : .ascii
    let signs = EventMark.Kind.allCases.map { $0.symbol(symbols) }
    #expect(Set(signs).count == signs.count, "\(signs)")
    #expect(isUnicode || signs.allSatisfy(\.isASCII))
    #expect(
      Set(EventSigns.all(symbols).map(\.scalar)) == Set(signs + [symbols.tick]),
      "the help names each")
  }

  @Test(arguments: [true, false])
  func withoutColoursALineStandsAboveTheListOfCommands(isUnicode: Bool) throws {
    var run = Fixtures.state()
    run.type(":metr")
    let size = Size(80, 24)
    func line(_ symbols: Symbols) throws -> Substring {
      let rows = view(run.state, size: size, symbols: symbols).text
      return try #require(rows.last { !$0.contains("metr") }?.prefix(24))
    }
    let plain = Symbols.fitting(isUnicode: isUnicode, colorDepth: .none)
    #expect(try Set(line(plain)) == [isUnicode ? "─" : "-"])
    #expect(try Set(line(.braille)) != ["─"])
  }

  /// The eye must connect a name with its value.
  @Test func valuesOfCallbacksStandNoFartherThan72ColumnsFromTheirNames() throws {
    var run = Fixtures.state()
    let size = Size(160, 40)
    _ = run.reduce(.resized(size))
    for _ in 0..<8 where !run.text(size).contains(where: { $0.contains("▸callbacks") }) {
      run.press(.tab)
    }
    run.press(.character("z"))
    let rows = run.text(size).filter { $0.hasPrefix("│") }
    #expect(rows.contains { $0.contains("learning rate") && $0.contains("2e-4") })
    for row in rows { #expect(Set(row.dropFirst(74)).isSubset(of: [" ", "│"]), "\(row)") }
  }
}
