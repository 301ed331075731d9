import Cells
import ChartPanels
import Configuration
import Dashboard
import EventLists
import MetricGrid
import Playbacks
import RunModel
import Testing
import Themes

/// The settings that a person keeps, on the screen.
@Suite struct ConfigurationTests {
  private func state(_ yaml: String, view: ViewSettings? = nil) -> OwnRun {
    let file = ConfigurationFile(
      yaml: yaml, file: "config.yaml",
      names: ConfigurationNames(
        themes: [], rows: KeyTable.names.map { ConfigurationNames.Row($0, keys: []) }))
    #expect(file.problems == [])
    var run = Fixtures.state()
    run.state.adopt(file.settings, view: view)
    return run
  }

  @Test func aKeyCanBeGivenToAnotherRow() {
    var run = state("keys: {logarithm: g, theme: y}")
    #expect(run.charts.isLossLogarithmic)
    run.press(.character("y"))
    #expect(run.charts.isLossLogarithmic, "y is the theme's key now")
    #expect(run.mode != .normal)
    run.press(.escape, .character("t"))
    #expect(run.mode == .normal)
    run.press(.character("g"))
    #expect(!run.charts.isLossLogarithmic)
    run.press(.character("?"))
    let help = run.text(Size(120, 40)).joined(separator: "\n")
    #expect(help.contains("g      logarithmic losses") && help.contains("y      choose a theme"))
  }

  /// What the screen says of keys is true of those that the person has given.
  @Test func hintsNameTheKeysThatThePersonHasGiven() throws {
    var run = state("keys: {stop: X, pause: [P, space], undo: f5}")
    func answer(_ key: Character) throws {
      run.press(.character(try #require(key.unicodeScalars.first)))
      let asked = try #require(run.requests.pending.last)
      let request = CommandRequest(id: asked.id, source: "key press", asked.command)
      run.report([
        RunEvent(
          time: run.now, .commandApplied(AppliedCommand(request: request, epoch: 11, step: 80)))
      ])
    }
    try answer("X")
    #expect(run.text(Size(80, 24))[0].contains("(X cancels it)"))
    #expect(run.message?.text == "stops after this epoch; X cancels it")
    try answer("P")
    #expect(run.message?.text == "paused; P resumes")
  }

  @Test func theListOfEventsNamesItsOwnKey() {
    func text(_ run: OwnRun) -> String { run.text(Size(80, 24)).joined(separator: "\n") }
    #expect(text(state("")).contains("more with F ─"))
    #expect(text(state("keys: {events: G}")).contains("more with G ─"))
  }

  @Test func chartsBeginAsTheSettingsSay() {
    let run = state("charts: {smoothing: 0.8, log-loss: off, axis: step}")
    #expect(run.charts.smoothing == 0.8 && !run.charts.isLossLogarithmic)
    #expect(run.state.playback?.axis == .step)
    #expect(run.state.view.axis == .step)
  }

  @Test func theViewOfARunComesBeforeTheSettings() {
    var view = ViewSettings()
    view.smoothing = 0.3
    let run = state("charts: {smoothing: 0.8}", view: view)
    #expect(run.charts.smoothing == 0.3)
    #expect(run.state.view == view)
  }

  @Test func rangesAndTargetsThatWereTypedAreKept() {
    var run = state("")
    run.type(":metric accuracy\n")
    run.type(":y clip\n")
    run.type(":y loss 0.5 2\n")
    run.type(":target 0.9\n")
    let charts = state("", view: run.state.view).charts
    #expect(charts.clipped == ["accuracy"] && charts.ranges == ["loss": 0.5...2])
    #expect(charts.targets == ["accuracy": 0.9])
    #expect(state("", view: run.state.view).state.view == run.state.view)
  }

  /// A metric that was named is kept; one that keys went to is not: then a run opens with its main charts.
  @Test(arguments: ["", "charts: {metric: accuracy}"])
  func aNamedMetricIsKept(yaml: String) {
    var run = state(yaml)
    let first = run.metrics.chosen
    #expect(first == (yaml.isEmpty ? nil : "accuracy"))
    for title in ["loss", "accuracy"] {
      run.type(":metric \(title)\n")
      #expect(run.metrics.chosen == title)
      var next = state(yaml, view: run.state.view)
      #expect(next.metrics.chosen == title && next.state.view == run.state.view)
      next.press(.character("m"))
      #expect(state(yaml, view: next.state.view).metrics.chosen == first)
    }
  }

  @Test func theChosenEventsAreKept() {
    var run = state("")
    run.press(.character("F"), .character("F"))
    let selection = run.events.filter.selection
    #expect(selection != .news)
    #expect(state("", view: run.state.view).events.filter.selection == selection)
  }

  @Test func thePageOfTheViewKeyIsKept() {
    let size = Size(120, 40)
    func opened(_ view: ViewSettings) -> OwnRun {
      var run = DetectorFixtures.state()
      run.state.adopt(ScreenConfiguration(), view: view)
      return run
    }
    var run = DetectorFixtures.state()
    _ = run.reduce(.resized(size))
    run.press(.character("v"), .character("v"))
    let left = run.state.view
    #expect(left.page == "confusion")
    #expect(opened(left).text(size).contains { $0.contains("╭ confusion") })
    #expect(opened(left).text(Size(80, 24)).contains { $0.contains("╭ confusion") })
    // The usual page is no choice, and a page that does not exist falls to it.
    while run.state.view.page != nil { run.press(.character("v")) }
    #expect(opened(run.state.view).text(size) == opened(ViewSettings()).text(size))
    for name in ["summaries", "nonsense"] {
      var view = ViewSettings()
      view.page = name
      #expect(opened(view).text(size) == opened(ViewSettings()).text(size))
    }
  }

  /// Pins, their order and hidden charts are as they were left.
  @Test func pinsAndOrdersAreKept() {
    var screen = Projector([
      LogFixture(name: "one", count: 9), LogFixture(name: "two", count: 9, advantage: 0.1),
    ])
    screen.press(.tab, .tab, .down, .character(" "), .tab, .character("s"), .character(" "))
    let left = screen.state.view
    #expect(left.pins == ["val_accuracy"] || left.pins == ["loss"])
    #expect(left.runOrder != nil && left.hiddenRuns.count == 1)
    var next = Projector([
      LogFixture(name: "one", count: 9), LogFixture(name: "two", count: 9, advantage: 0.1),
    ])
    next.state.adopt(ScreenConfiguration(), view: left)
    #expect(next.state.metrics.pins == left.pins && next.state.view.runOrder == left.runOrder)
    #expect(next.state.playback?.leftOut == screen.state.playback?.leftOut)
  }

  @Test func theLayoutOfTheSettings() throws {
    let size = Size(120, 40)
    func screen(_ yaml: String) -> [String] { state(yaml).text(size) }
    let usual = screen("")
    #expect(usual.contains { $0.hasPrefix("╭") && $0.contains("╮╭ callbacks") })
    let left = screen("layout: {side: left}")
    #expect(left.contains { $0.hasPrefix("╭ callbacks") })
    let wide = screen("layout: {side-width: 0.6}")
    let start = try #require(
      wide.first { $0.contains("╭ callbacks") }?.firstRange(of: "╭ callbacks"))
    let line = try #require(wide.first { $0.contains("╭ callbacks") })
    #expect(line.distance(from: line.startIndex, to: start.lowerBound) == 48)
    #expect(
      screen("layout: {grid: 1x1}").count { $0.hasPrefix("╭ ") }
        <= usual.count { $0.hasPrefix("╭ ") })
  }

  /// A run may be awaited when its screen begins.
  @Test func theAxisWaitsForTheRun() {
    var configuration = ScreenConfiguration()
    configuration.view.axis = .time
    var run = OwnRun()
    run.state.adopt(configuration)
    #expect(run.state.playback == nil)
    run.report(Fixtures.events(epochs: 2))
    #expect(run.state.playback?.axis == .time)
  }

  /// Without a chosen theme, the background of the terminal decides.
  @Test func theThemeFollowsTheBackground() {
    let paper = Theme(name: "paper", isLight: true, palette: Theme.builtIn.palette)
    var state = DashboardState(now: 0, themes: ThemeSelection([.builtIn, paper]))
    state.adopt(ScreenConfiguration(), followsBackground: true)
    _ = state.reduce(.background(Color(250, 250, 245)))
    #expect(state.theme.name == "paper")
    _ = state.reduce(.background(Color(20, 20, 30)))
    #expect(state.theme.name == "plateau")
    for scalar in ":theme paper".unicodeScalars { _ = state.reduce(.key(.character(scalar))) }
    _ = state.reduce(.key(.enter))
    _ = state.reduce(.background(Color(20, 20, 30)))
    #expect(state.theme.name == "paper")
  }
}
