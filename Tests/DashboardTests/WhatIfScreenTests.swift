import CallbackPanels
import Cells
import Charts
import Dashboard
import RunModel
import Simulation
import TestSupport
import Testing

/// Screens while callbacks are tried: the summary, the epoch where training would have ended, and the changed value.
@Suite struct WhatIfScreenTests {
  private func screen(_ metric: String = "val_accuracy") -> Projector {
    var screen = Projector([LogFixture(name: "cnn.csv", count: 30, metric: metric)])
    screen.press(.character("w"))
    return screen
  }

  private func text(_ screen: Projector, _ size: Size, _ symbols: Symbols = .braille) -> [String] {
    view(screen.state, size: size, symbols: symbols).text
  }

  @Test(arguments: [Size(60, 18), Size(80, 24), Size(120, 40)])
  func theSummaryTheStopAndTheChosenValueAreSeenWhicheverIsChosen(size: Size) throws {
    var screen = screen("metrics/mAP50-95(B)")
    screen.press(.left, .left, .left)
    for _ in 0..<12 { screen.press(.up) }
    var seen: Set<String> = []
    for _ in 0..<24 {
      let text = text(screen, size)
      #expect(text[1].contains("stops after epoch 16, 14 "))
      #expect(text[1].contains("4.3 %") && text[1].trimmedEnd.hasSuffix("lost"))
      // The line on the chart, and its foot with the epoch below it.
      let strip = try #require(text.lastIndex { $0.contains("■") })
      let column = try #require(Array(text[strip]).firstIndex(of: "■"))
      #expect(text[strip + 1].contains("16"))
      // On the smallest screen the charts stand beside each other, apart from the event strip.
      #expect(size.width < 76 || text.contains { Array($0)[column] == "┊" })
      let pointed = text.filter { $0.contains("▸") }
      #expect(pointed.count == 1)
      seen.insert(String(pointed.first?.split(separator: "▸").last?.prefix(16) ?? ""))
      screen.press(.down)
    }
    for name in ["learning rate", "patience", "min_delta", "factor", "cooldown", "min_lr"] {
      #expect(seen.contains { $0.contains(name) }, "\(name)")
    }
  }

  @Test func longMetricsAreShortenedBeforeWhatIsSavedAndLost() {
    var screen = screen("a/very/long/folder/of/metrics/mAP50-95(B)")
    screen.press(.left, .left, .left)
    #expect(text(screen, Size(80, 24))[1].contains("saved, 4.3 % of mAP50-95(B) lost"))
    screen = self.screen("one_metric_with_a_very_long_name_that_fits_on_no_screen")
    screen.press(.left, .left, .left)
    #expect(text(screen, Size(60, 18))[1].contains("stops after epoch 16, 14 saved, 4.3 % lost"))
  }

  @Test func whatDecidesNothingIsFoldedAway() throws {
    var screen = screen()
    #expect(text(screen, Size(120, 40)).contains { $0.contains("6 more  baseline, start_from") })
    for name in ["verbose", "stopping_threshold", "enabled"] {
      #expect(!text(screen, Size(200, 60)).contains { $0.contains("  \(name)  ") }, "\(name)")
    }
    screen.press(.down, .down, .down)
    #expect(screen.state.selection.choice == .more(callback: "early_stopping"))
    #expect(text(screen, Size(120, 40)).last?.contains("⏎ more") == true)
    screen.press(.enter)
    #expect(text(screen, Size(80, 24)).contains { $0.contains("divergence_threshold") })
    #expect(text(screen, Size(80, 24)).contains { $0.contains("▸  fewer") })
    try expectScreen(
      view(screen.state, size: Size(120, 40), symbols: .braille), named: "what-if-opened-120x40")
    // A value that is set is no longer folded away.
    screen.press(.up, .up, .up, .up)
    screen.type("\n0.7\n")
    #expect(
      text(screen, Size(120, 40)).contains {
        $0.contains("stopping_threshold") && $0.contains("0.7")
      })
    for _ in 0..<12 { screen.press(.up) }
    #expect(screen.state.selection.opened == nil && screen.state.selection.choice == .learningRate)
    screen.press(.down)
    #expect(text(screen, Size(120, 40)).contains { $0.contains("5 more") })
  }

  @Test func ratesThatAreWrittenAlikeAreOneRowOfTheirChart() {
    let text = text(screen(), Size(120, 40))
    let first = text.firstIndex { $0.contains("learning rate (log)") } ?? 0
    #expect(text[first...].filter { $0.hasPrefix("│   1e-3 ") }.count == 1)
  }

  @Test func theCommandLineReachesWhatIsFoldedAway() {
    var screen = screen()
    screen.type(":baseline 0.9\n")
    #expect(screen.state.whatIf?.edits.map(\.field) == ["baseline"])
  }

  @Test func thePanelKeepsItsHeightWhenAnotherCallbackIsChosen() {
    var screen = screen()
    let height = { (screen: Projector) in
      text(screen, Size(120, 40)).firstIndex { $0.contains("╭ events") }
    }
    let first = height(screen)
    for _ in 0..<7 {
      screen.press(.down)
      #expect(height(screen) == first)
    }
  }

  @Test func whatADetectorSeesDoesNotHideWhatIsTried() {
    var state = DetectorFixtures.state()
    _ = state.reduce(.key(.character("v")))
    #expect(!view(state, size: Size(80, 24), symbols: .braille).text.contains { $0.contains("▸") })
    _ = state.reduce(.key(.character("w")))
    #expect(view(state, size: Size(80, 24), symbols: .braille).text.contains { $0.contains("▸") })
  }
}

extension String {
  fileprivate var trimmedEnd: Substring {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
