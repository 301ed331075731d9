import Alarms
import Cells
import Configuration
import RunModel
import Testing

@Suite struct ConfigurationFileTests {
  private let names = ConfigurationNames(
    themes: ["plateau", "paper", "night"],
    rows: [
      .init("pause", keys: ["p", "space"]), .init("quit", keys: ["q", "ctrl-c"]),
      .init("zoom-in", keys: ["+", "="]),
    ])

  private func read(_ yaml: String) -> ConfigurationFile {
    ConfigurationFile(yaml: yaml, file: "config.yaml", names: names)
  }

  /// The printed file says what holds without one.
  @Test func thePrintedDefaultsAreTheDefaults() {
    let text = ConfigurationFile.defaults(names)
    let file = read(text)
    #expect(file.problems == [])
    #expect(file.settings == ScreenConfiguration())
    #expect(text.contains("theme: auto") && text.contains("  # pause: ['p', space]"))
  }

  /// A key of the printed file can be given back as it stands there.
  @Test func thePrintedKeysCanBeRead() {
    let lines = ConfigurationFile.defaults(names).split(separator: "\n").map(String.init)
    let index = lines.firstIndex(of: "keys:") ?? 0
    let keys = lines[index...].map { $0.replacing("# ", with: "") }
      .filter { !$0.contains("ctrl-c") }
    let file = read(keys.joined(separator: "\n"))
    #expect(file.problems == [])
    #expect(file.settings.keys.keys["zoom-in"] == [.character("+"), .character("=")])
  }

  @Test func everySettingIsRead() {
    let file = read(
      """
      theme: night
      light-theme: night
      charts:
        smoothing: 0.9
        log-loss: off
        axis: step
        log-axis: on
        metric: val/mAP
      alarms:
        divergence: off
        overfitting: 8
        notify: osc9
        command: say "$PLATEAU_ALARM_TEXT"
      keys:
        pause: [P, f5]
        quit: ctrl-x
      """)
    #expect(file.problems == [])
    #expect(file.settings.theme(isLight: true) == "night")
    #expect(file.settings.lightTheme == "night" && file.settings.darkTheme == "plateau")
    #expect(file.settings.view.smoothing == 0.9 && !file.settings.view.isLossLogarithmic)
    #expect(file.settings.view.isAxisLogarithmic)
    #expect(file.settings.view.axis == .step && file.settings.view.metric == "val/mAP")
    #expect(file.settings.alarms.divergence == nil && file.settings.alarms.overfitting == 8)
    #expect(file.settings.alarms.notification == .osc9)
    #expect(file.settings.alarms.command == "say \"$PLATEAU_ALARM_TEXT\"")
    #expect(file.settings.keys.name(of: .function(5)) == "pause")
    #expect(file.settings.keys.name(of: .character("p")) == nil)
    #expect(file.settings.keys.replaces("quit") && !file.settings.keys.replaces("zoom-in"))
  }

  /// Each fault is one line with the file, the line and what to do; everything else holds.
  @Test(arguments: [
    ("theme: nigth", "config.yaml:1: theme takes auto or the name of a theme; did you mean night?"),
    ("tehme: night", "config.yaml:1: no setting is called tehme; did you mean theme?"),
    (
      "charts:\n  smoothing: 2",
      "config.yaml:2: smoothing takes a number from 0 to 0.999, or off, not 2"
    ),
    (
      "charts:\n  smothing: 0.5",
      "config.yaml:2: no setting is called smothing in charts; did you mean smoothing?"
    ),
    (
      "charts:\n  axis: hours",
      "config.yaml:2: axis takes auto, epoch, step, time or wall, not hours"
    ),
    ("smoothing: 0.5", "config.yaml:1: no setting is called smoothing; it belongs in charts"),
    (
      "charts: 3",
      "config.yaml:1: charts has settings of its own; plateau config --print lists them"
    ),
    (
      "alarms:\n  overfitting: 2.5",
      "config.yaml:2: overfitting takes a whole number from 2, or off, not 2.5"
    ),
    (
      "layout:\n  grid: 5x1",
      "config.yaml:2: grid takes auto, or columns and rows such as 2x3, not 5x1"
    ),
    ("layout:\n  side: top", "config.yaml:2: side takes left or right, not top"),
    (
      "layout:\n  symbols: dots",
      "config.yaml:2: symbols takes braille, blocks, ascii, or auto, not dots"
    ),
    (
      "layout:\n  side-width: 0.9",
      "config.yaml:2: side-width takes a number from 0.2 to 0.6, or auto, not 0.9"
    ),
    ("keys:\n  puase: P", "config.yaml:2: no key is called puase; did you mean pause?"),
    (
      "keys:\n  pause: hyper-p",
      "config.yaml:2: hyper-p is not a key; keys are characters, space, page-up, f5 or ctrl-p"
    ),
    ("keys:\n  pause: enter", "config.yaml:2: enter cannot be given to pause"),
    ("keys:\n  pause: P\n  quit: P", "config.yaml:3: P is given to pause already"),
    (
      "keys:\n  zoom-in: q\n  pause: [p, ctrl-q, z]\n  quit: z",
      "config.yaml:4: z is given to pause already"
    ),
    (
      "keys:\n  pause: [p, '+', '=']",
      "config.yaml:2: + was the key of zoom-in, which has none now: give zoom-in another"
    ),
    (
      "keys:\n  pause: ['+', '=']\n  zoom-in: p\n  up: x",
      "config.yaml:4: no key is called up; plateau config --print lists them"
    ),
  ])
  func aFaultIsOneLine(yaml: String, problem: String) {
    let file = read(yaml + "\ndark-theme: night")
    #expect(file.problems == [problem])
    #expect(file.settings.darkTheme == "night")
  }

  @Test func textThatIsNotYAMLHasALine() {
    let file = read("theme: night\ncharts: [")
    #expect(file.problems.count == 1)
    #expect(file.problems[0].hasPrefix("config.yaml:"))
    #expect(file.settings == ScreenConfiguration())
  }

  @Test func anEmptyFileChangesNothing() {
    #expect(read("").settings == ScreenConfiguration())
    #expect(read("charts:\nkeys:\n").problems == [])
  }
}
