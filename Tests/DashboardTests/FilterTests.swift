import Cells
import Charts
import Dashboard
import MetricGrid
import OrderedCollections
import Playbacks
import Recordings
import RunModel
import TestSupport
import Testing

/// Finding metrics by a pattern.
@Suite struct FilterTests {
  private func text(_ screen: Projector, _ size: Size = Size(120, 40)) -> [String] {
    view(screen, size: size, symbols: .braille).text
  }

  @Test func aMetricAmongSixHundredIsFoundInFiveKeys() {
    for name in WideLog.names.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
      var screen = Projector([WideLog()])
      // The number of the layer and the first letter of the quantity.
      let digits = name.filter(\.isNumber)
      let quantity = name.drop { $0 != "/" }.dropFirst().first.map(String.init) ?? ""
      let keys = "/" + digits + (digits.count < 3 ? "/" : "") + quantity
      #expect(keys.count <= 5)
      screen.type(keys)
      #expect(screen.state.metrics.chosen == name || text(screen).contains { $0.contains(name) })
    }
  }

  /// In a list without training values, the row of a pair is about its validation series, and is found
  /// by that name, too.
  @Test func aPairIsNamedAndFoundByTheSeriesWhoseValuesAreListed() {
    var screen = Projector()
    #expect(text(screen, Size(80, 24)).contains { $0.contains("  val_loss ") })
    screen.type(":metric val_loss\n")
    #expect(screen.state.metrics.chosen == "loss")
    screen.type("/val_l")
    #expect(text(screen, Size(80, 24)).contains { $0.contains("val_loss ") })
    #expect(screen.state.metrics.listed.map(\.title) == ["loss"])
  }

  @Test func thePreviewFollowsEachKey() {
    var screen = Projector([WideLog()])
    screen.type("/snr")
    #expect(
      text(screen).contains { $0.contains("╭▸metrics /snr") && $0.contains("─ 200 of 600") })
    screen.type("$")
    #expect(text(screen).contains { $0.contains("regex 200 of 600") })
    screen.press(.backspace, .backspace, .backspace, .backspace)
    screen.type("*9/s*")
    #expect(text(screen).contains { $0.contains("glob 20 of 600") })
    #expect(
      text(screen)[2].hasPrefix("╭▸layer9/snr ") || text(screen)[2].hasPrefix("╭ layer9/snr "))
    screen.press(.down)
    #expect(screen.state.metrics.chosen == "layer19/snr")
  }

  @Test func enterKeepsThePatternAndEscapeDropsIt() {
    var screen = Projector([WideLog()])
    screen.type("/r12/g\n")
    #expect(screen.state.mode == .normal && screen.state.metrics.chosen == "layer12/grad")
    screen.press(.enter)
    #expect(text(screen)[2].hasPrefix("╭▸layer12/grad "))
    screen.press(.escape)
    #expect(text(screen).contains { $0.contains("/r12/g") })
    screen.press(.escape)
    #expect(!text(screen).contains { $0.contains("/r12/g") })
    #expect(screen.state.metrics.chosen == "layer12/grad")
    screen.type("/zzz")
    #expect(text(screen).contains { $0.contains("no metric matches /zzz; Esc shows all") })
    // The charts stay.
    #expect(text(screen)[2].contains("layer") && !text(screen)[2].contains(" metric "))
    screen.press(.escape)
    // A pattern that was not kept changes no choice.
    screen.type("/snr")
    #expect(screen.state.metrics.chosen?.hasSuffix("snr") == true)
    screen.press(.down, .escape)
    #expect(screen.state.metrics.chosen == "layer12/grad")
    #expect(text(screen).contains { $0.contains("layer12/grad") })
  }

  @Test func theNextPatternReplacesTheOldOneUnlessItIsEdited() {
    var screen = Projector([WideLog()])
    func pattern() -> String? {
      text(screen).first { $0.contains("metrics /") }?.split(separator: " ")
        .first { $0.hasPrefix("/") }.map(String.init)
    }
    screen.type("/snr\n/")
    #expect(pattern() == "/snr")
    let footer = view(screen, size: Size(120, 40), symbols: .braille)
    #expect(footer[2, 39].style.attributes.contains(.reverse))
    // The choice of a row keeps the text selected.
    screen.press(.down)
    screen.type("grad\n")
    #expect(pattern() == "/grad")
    screen.type("/")
    screen.press(.backspace)
    screen.type("ph")
    #expect(pattern() == "/graph")
    screen.press(.enter, .character("/"), .end)
    screen.type("s")
    #expect(pattern() == "/graphs")
  }

  @Test func onlyWhatIsShownIsAskedOfTheRecording() {
    var screen = Projector([WideLog()])
    screen.press(.tab, .tab, .end)
    let names = screen.state.query(columns: 120)?.part.names ?? []
    #expect(names.count < 150 && names.contains("layer0/snr"))
    screen.press(.pageDown, .pageDown, .pageDown)
    let chosen = screen.state.metrics.chosen ?? ""
    #expect(screen.state.query(columns: 120)?.part.names?.contains(chosen) == true)
    #expect(text(screen).contains { $0.contains("▸  \(chosen)") })
  }

  @Test(arguments: [Size(80, 24), Size(120, 40), Size(200, 60)])
  func theScreenWhileAPatternIsTyped(size: Size) throws {
    var screen = Projector([WideLog()])
    _ = screen.state.reduce(.resized(size))
    screen.type("/*1*/s*")
    try expectScreen(
      view(screen, size: size, symbols: .braille), named: "filter-\(size.width)x\(size.height)")
  }
}

extension Projector: TestedScreen {
  mutating func reduce(_ action: DashboardAction) -> [DashboardEffect] { state.reduce(action) }
}
