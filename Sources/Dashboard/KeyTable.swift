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
  /// Scroll the ledger back.
  case older
  /// Scroll the ledger forward.
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
  /// When a binding is offered in the footer.
  public enum Offer: Sendable {
    /// While the run can be steered.
    case live
    /// While the run is a detector's.
    case detector
    /// Always.
    case always
    /// Only in the help.
    case never
  }

  /// The keys.
  public let keys: [Key]
  /// How the keys are written.
  public let label: String
  /// The same in ASCII.
  public let plainLabel: String
  /// One or two words, for the footer.
  public let short: String
  /// A sentence, for the help.
  public let words: String
  /// What it does.
  public let command: KeyCommand
  /// Where it is offered.
  public let offer: Offer

  init(
    _ keys: [Key], _ label: String, plain: String? = nil, _ short: String, _ words: String,
    _ command: KeyCommand, _ offer: Offer = .never
  ) {
    self.keys = keys
    self.label = label
    plainLabel = plain ?? label
    self.short = short
    self.words = words
    self.command = command
    self.offer = offer
  }
}

/// Every key of the dashboard: dispatch, footer, help and the command line are made from this alone.
public enum KeyTable {
  /// The rows, in the order of the help.
  public static let bindings: [KeyBinding] = [
    KeyBinding(
      [.character("p"), .character(" ")], "p", "pause", "pause training, or go on", .pause, .live),
    KeyBinding(
      [.character("n")], "n", "step", "train one epoch, then pause", .step, .live),
    KeyBinding(
      [.up, .character("k")], "↑", plain: "up", "", "value above", .up),
    KeyBinding(
      [.down, .character("j")], "↑↓", plain: "up/down", "choose", "value below", .down,
      .live),
    KeyBinding([.left, .character("h")], "←", plain: "left", "", "smaller", .less),
    KeyBinding(
      [.right], "←→", plain: "left/right", "adjust", "larger", .more, .live),
    KeyBinding(
      [.shiftLeft, .character("[")], "[", "", "much smaller",
      .muchLess),
    KeyBinding(
      [.shiftRight, .character("]")], "]", "", "much larger",
      .muchMore),
    KeyBinding([.enter], "⏎", plain: "enter", "type", "type a value", .type, .live),
    KeyBinding(
      [.character("l")], "l", "rate", "type a learning rate", .learningRate, .live),
    KeyBinding(
      [.character("R")], "R", "", "reset the chosen callback", .reset),
    KeyBinding(
      [.character("x")], "x", "", "switch the callback off or on", .toggle),
    KeyBinding(
      [.character("K")], "K", "", "move it up in the chain", .moveUp),
    KeyBinding(
      [.character("J")], "J", "", "move it down in the chain", .moveDown),
    KeyBinding([.character("u")], "u", "undo", "take the last change back", .undo, .live),
    KeyBinding([.character("s")], "s", "stop", "end training after this epoch", .stop, .live),
    KeyBinding(
      [.character("S")], "S", "", "end training after this batch", .stopNow),
    KeyBinding(
      [.character("e"), .character("}")], "e", "events", "next event on the rail",
      .nextEvent, .always),
    KeyBinding(
      [.character("E"), .character("{")], "E", "", "event before", .previousEvent),
    KeyBinding(
      [.character("m")], "m", "metric", "next metric in the second chart", .metric,
      .always),
    KeyBinding(
      [.character("y")], "y", "", "logarithmic loss, on or off", .logarithm),
    KeyBinding([.character("t")], "t", "theme", "next theme", .theme, .always),
    KeyBinding(
      [.character("v")], "v", "view", "picture, classes, confusion", .view, .detector),
    KeyBinding(
      [.character("."), .character(">")], ".", "", "next image", .nextImage),
    KeyBinding(
      [.character(","), .character("<")], ",", "", "image before", .previousImage),
    KeyBinding([.character("i")], "i", "", "pictures, on or off", .picture),
    KeyBinding([.pageUp], "PgUp", "", "older events, classes above", .older),
    KeyBinding([.pageDown], "PgDn", "", "newer events, classes below", .newer),
    KeyBinding(
      [.character(":")], ":", "command", "type a command or a value", .command,
      .always),
    KeyBinding(
      [.character("?"), .function(1)], "?", "help", "these keys", .help, .always),
    KeyBinding(
      [.character("q"), .control("c")], "q", "quit", "leave; asks while training", .quit,
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

  /// What a key does in the dashboard.
  public static func command(for key: Key) -> KeyCommand? { byKey[key] }
}
