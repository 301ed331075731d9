public import Cells

/// What a key can do in the dashboard.
public enum KeyCommand: String, CaseIterable, Sendable {
  /// Pause, or go on.
  case pause
  /// Train one epoch, then pause.
  case step
  /// Choose the row above.
  case up
  /// Choose the row below.
  case down
  /// Make the chosen value smaller.
  case less
  /// Make the chosen value larger.
  case more
  /// Make it much smaller.
  case muchLess
  /// Make it much larger.
  case muchMore
  /// Type a value.
  case type
  /// Type a learning rate.
  case learningRate = "learning-rate"
  /// Let the chosen callback forget what it has seen.
  case reset
  /// Switch the chosen callback off or on.
  case toggle = "switch"
  /// Move the chosen callback up in the chain.
  case moveUp = "move-up"
  /// Move it down.
  case moveDown = "move-down"
  /// Take the last change back.
  case undo
  /// End after this epoch.
  case stop
  /// End after this batch.
  case stopNow = "stop-now"
  /// Go to the next event.
  case nextEvent = "next-event"
  /// Go to the event before.
  case previousEvent = "previous-event"
  /// Go back by an epoch in a replay.
  case epochBack = "epoch-back"
  /// Go to the first moment.
  case first
  /// Go to the last moment.
  case last
  /// Play faster.
  case faster
  /// Play slower.
  case slower
  /// Look at the next run.
  case nextRun = "next-run"
  /// Look at the run before.
  case previousRun = "previous-run"
  /// Several runs: over each other, beside each other, alone.
  case arrangement
  /// Count epochs, steps or time.
  case axis
  /// Show a smaller part of the run.
  case zoomIn = "zoom-in"
  /// Show a larger part of the run.
  case zoomOut = "zoom-out"
  /// Try other callbacks on what was recorded.
  case whatIf = "what-if"
  /// Let the tried callbacks watch another metric.
  case watched
  /// Show what came through standard input.
  case output
  /// Show another metric.
  case metric
  /// Logarithmic loss.
  case logarithm
  /// Another theme.
  case theme
  /// Show something else at the lower right.
  case view
  /// Show the next sample image.
  case nextImage = "next-image"
  /// Show the sample image before.
  case previousImage = "previous-image"
  /// Show pictures, or not.
  case picture
  /// Scroll the list of events back.
  case older
  /// Scroll the list of events forward.
  case newer
  /// Type a command.
  case command
  /// Show the keys.
  case help
  /// Leave.
  case quit
  /// Stop the process.
  case suspend
  /// Close what is open.
  case escape
}

/// One row of the key table.
public struct KeyBinding: Sendable {
  /// When a binding does something.
  public enum Scope: Sendable {
    /// Always.
    case always
    /// While the run can be steered.
    case live
    /// While values can be changed: of a run, or of callbacks that are tried.
    case values
    /// While the run can be steered or played back.
    case liveOrPlayback
    /// While values can be changed or a run is played back.
    case valuesOrPlayback
    /// While callbacks are tried.
    case whatIf
    /// While a run is played back.
    case playback
    /// While several runs are.
    case severalRuns
    /// While the run is a detector's.
    case detector
    /// When text came through standard input.
    case output
  }

  /// The keys.
  public let keys: [Key]
  /// How the keys are written.
  public let label: String
  /// The same in ASCII.
  public let plainLabel: String
  /// One or two words, for the footer; empty for what is only in the help.
  public let short: String
  /// A sentence, for the help; empty where the key beside it says it for both.
  public let words: String
  /// What it does.
  public let command: KeyCommand
  /// When it does something.
  public let scope: Scope

  init(
    _ keys: [Key], _ label: String, plain: String? = nil, _ short: String, _ words: String,
    _ command: KeyCommand, _ scope: Scope = .always
  ) {
    self.keys = keys
    self.label = label
    plainLabel = plain ?? label
    self.short = short
    self.words = words
    self.command = command
    self.scope = scope
  }
}

/// Every key of the dashboard: dispatch, footer, help and the command line are made from this alone.
public enum KeyTable {
  /// The rows, in the order of the help.
  public static let bindings: [KeyBinding] = [
    KeyBinding(
      [.character("p"), .character(" ")], "p", "pause", "pause, go on, play (or space)", .pause,
      .liveOrPlayback),
    KeyBinding(
      [.character("n")], "n", "step", "one epoch, then pause", .step, .liveOrPlayback),
    KeyBinding([.character("b")], "b", "back", "one epoch back", .epochBack, .playback),
    KeyBinding([.character(">")], "< >", "", "play slower, faster", .faster, .playback),
    KeyBinding([.character("<")], "<", "", "", .slower, .playback),
    KeyBinding([.home], "Home", "", "the first moment", .first, .playback),
    KeyBinding([.end], "End", "", "the last moment, now", .last, .playback),
    KeyBinding([.character("w")], "w", "what if", "try other callbacks", .whatIf),
    KeyBinding([.character("W")], "W", "", "what if: another metric", .watched, .whatIf),
    KeyBinding(
      [.tab], "tab", "run", "the next run", .nextRun, .severalRuns),
    KeyBinding(
      [.backTab], "⇧tab", plain: "S-tab", "", "the run before", .previousRun, .severalRuns),
    KeyBinding(
      [.character("|")], "|", "", "runs overlaid, beside, alone", .arrangement, .severalRuns),
    KeyBinding([.character("a")], "a", "", "epochs, steps or time across", .axis, .playback),
    KeyBinding(
      [.character("+"), .character("=")], "+ -", "", "zoom in, out (or =)", .zoomIn, .playback),
    KeyBinding([.character("-")], "-", "", "", .zoomOut, .playback),
    KeyBinding([], "mouse", "", "press: go there; wheel: zoom", .zoomIn, .playback),
    KeyBinding([.character("o")], "o", "", "text of standard input", .output, .output),
    KeyBinding(
      [.up], "↑", plain: "up", "", "", .up, .values),
    KeyBinding(
      [.down], "↑↓", plain: "up/down", "choose", "the value above, below", .down,
      .values),
    KeyBinding(
      [.left], "←", plain: "left", "", "", .less, .valuesOrPlayback),
    KeyBinding(
      [.right], "←→", plain: "left/right", "adjust", "smaller, larger; back, on",
      .more, .valuesOrPlayback),
    KeyBinding(
      [.shiftLeft, .character("[")], "[", "", "", .muchLess, .valuesOrPlayback),
    KeyBinding(
      [.shiftRight, .character("]")], "[ ]", "", "large steps (or Shift, arrows)", .muchMore,
      .valuesOrPlayback),
    KeyBinding([.enter], "⏎", plain: "enter", "type", "type a value", .type, .values),
    KeyBinding(
      [.character("l")], "l", "rate", "type a learning rate", .learningRate, .values),
    KeyBinding(
      [.character("R")], "R", "", "start the callback over", .reset, .live),
    KeyBinding(
      [.character("x")], "x", "", "switch the callback off or on", .toggle, .values),
    KeyBinding(
      [.character("K")], "K", "", "move it up in the chain", .moveUp, .live),
    KeyBinding(
      [.character("J")], "J", "", "move it down in the chain", .moveDown, .live),
    KeyBinding([.character("u")], "u", "undo", "take the last change back", .undo, .values),
    KeyBinding([.character("s")], "s", "stop", "stop after this epoch", .stop, .live),
    KeyBinding(
      [.character("S")], "S", "", "stop after this batch; asks", .stopNow, .live),
    KeyBinding(
      [.character("e")], "e", "events", "next event",
      .nextEvent, .always),
    KeyBinding(
      [.character("E")], "E", "", "event before", .previousEvent),
    KeyBinding(
      [.character("m")], "m", "metric", "next metric in the second chart", .metric,
      .always),
    KeyBinding(
      [.character("y")], "y", "", "logarithmic loss, on or off", .logarithm),
    KeyBinding([.character("t")], "t", "theme", "next theme", .theme, .always),
    KeyBinding(
      [.character("v")], "v", "view", "picture, classes, confusion", .view, .detector),
    KeyBinding(
      [.character(".")], ".", "", "next image", .nextImage, .detector),
    KeyBinding(
      [.character(",")], ",", "", "image before", .previousImage, .detector),
    KeyBinding([.character("i")], "i", "", "pictures, on or off", .picture, .detector),
    KeyBinding([.pageUp], "PgUp", "", "older events, classes above", .older),
    KeyBinding([.pageDown], "PgDn", "", "newer events, classes below", .newer),
    KeyBinding(
      [.character(":")], ":", "command", "type a command or a value", .command,
      .always),
    KeyBinding(
      [.character("?"), .function(1)], "?", "help", "these keys (or F1)", .help, .always),
    KeyBinding(
      [.character("q"), .control("c")], "q", "quit", "leave (or ^C)", .quit,
      .always),
    KeyBinding([.control("z")], "^Z", "", "to the shell; fg comes back", .suspend),
    KeyBinding([.escape], "esc", "", "close what is open", .escape),
  ]

  private static let byKey: [Key: KeyCommand] = {
    var table: [Key: KeyCommand] = [:]
    for binding in bindings {
      for key in binding.keys { table[key] = binding.command }
    }
    return table
  }()

  /// Whether values can be changed, of the run or of callbacks that are tried.
  static func takesValues(_ state: DashboardState) -> Bool { state.isLive || state.whatIf != nil }

  /// The rows that do something now.
  static func bindings(in state: DashboardState) -> [KeyBinding] {
    let (isLive, playback) = (state.isLive, state.playback)
    return bindings.filter { binding in
      switch binding.scope {
      case .always: true
      case .live: isLive
      case .values: takesValues(state)
      case .valuesOrPlayback: isLive || playback != nil || state.whatIf != nil
      case .liveOrPlayback: isLive || playback != nil
      case .whatIf: state.whatIf != nil
      case .playback: playback != nil
      case .severalRuns: (playback?.overviews.count ?? 0) > 1
      case .detector: state.isDetector
      case .output: !state.output.isEmpty
      }
    }
  }

  /// What a key does in the dashboard.
  public static func command(for key: Key) -> KeyCommand? { byKey[key] }
}
