import Cells
import Charts
import CurveStore
import Dashboard
import Playbacks
import Recordings
import RunModel
import SummaryPanels
import TestSupport
import Testing
import Themes

/// The panes of summaries, the views of a detector and the dialogs on the widest screens, in whose
/// cells every letter can be told from its ground.
@Suite struct WidestScreenTests {
  private static let size = Size(300, 90)

  private func screen(_ name: String) -> CellGrid {
    let symbols = Symbols.braille
    if let summary = Self.summaries[name] {
      var projector = Projector([SummaryFixture()])
      _ = projector.state.reduce(.resized(Self.size))
      while !KeyTable.bindings(in: projector.state).contains(where: {
        $0.help == "along a curve; PgUp PgDn a text"
      }) {
        projector.press(.tab)
      }
      while projector.state.summaries.reading?.name != summary { projector.press(.down) }
      return view(projector.state, size: Self.size, symbols: symbols)
    }
    var run = Self.views[name] == nil ? Fixtures.state() : DetectorFixtures.state()
    _ = run.reduce(.resized(Self.size))
    for _ in 0..<(Self.views[name] ?? 0) { run.press(.character("v")) }
    for key in Self.dialogs[name] ?? [] { run.press(key) }
    return view(run, size: Self.size, symbols: symbols)
  }

  private static let summaries = [
    "histogram": SummaryFixture.weight, "text": SummaryFixture.sample,
    "summary-curve": SummaryFixture.curve,
  ]
  private static let views = ["errors": 4, "precision-recall": 5]
  private static let dialogs: [String: [Key]] = [
    "help": [.character("?")], "quit": [.character("q")], "stop": [.character("S")],
    "value": [.enter, .character("7")], "themes": [.character("t")],
  ]
  private static let names = (Array(summaries.keys) + Array(views.keys) + Array(dialogs.keys))
    .sorted()

  @Test(arguments: names) func theScreen(name: String) throws {
    try expectScreen(screen(name), named: "widest-\(name)")
  }

  /// WCAG 2.2: 4.5 for text; borders and guides are no text, and chosen rows have a ground of their
  /// own.
  @Test(arguments: names) func everyLetterCanBeRead(name: String) {
    let theme = Theme.builtIn
    let quiet = theme.color(.quiet)
    var faint: Set<String> = []
    for cell in screen(name).cells
    where cell.scalar.properties.isAlphabetic || cell.scalar.properties.numericType != nil {
      let ground = cell.style.background ?? theme.color(.background)
      let letter = cell.style.foreground ?? theme.color(.text)
      let contrast = letter.contrast(with: ground)
      let least = letter == quiet ? 2 : ground == theme.color(.selection) ? 3 : 4.5
      if contrast < least { faint.insert("\(cell.scalar) \(contrast)") }
    }
    #expect(faint.isEmpty, "\(faint.sorted().prefix(20))")
  }
}
