public import Cells

/// A terminal in memory that shows grids as text and answers them by a script.
public final class MemorySurface: TerminalSurface {
  public private(set) var size: Size
  public let colorDepth = ColorDepth.none
  public let isUnicode = true
  public var waker: any TerminalWaker { signal }
  public var frameTime = Duration.zero
  /// The steps in order: each gets the screen and, once it is the one it waits for, returns the next events.
  public var script: [(String) -> [TerminalEvent]?] = []
  /// The events that come before the first grid is shown, those of one wait after those of another.
  public var early: [[TerminalEvent]] = []
  /// The last grid shown.
  public private(set) var shown: CellGrid? { didSet { first = first ?? shown } }
  /// The first grid shown.
  public private(set) var first: CellGrid?
  /// The number of times that the bell rang.
  public private(set) var bells = 0
  /// The notifications, as title and text.
  public private(set) var notifications: [String] = []
  private let signal = ChangeSignal()
  private let start = ContinuousClock().now

  /// A terminal of a size.
  public init(size: Size) { self.size = size }

  public func events(timeout: Duration?) -> [TerminalEvent] {
    // A script that waits in vain must not hang the tests.
    if ContinuousClock().now - start > .seconds(30) { return [.hangup] }
    if shown == nil, !early.isEmpty { return early.removeFirst() }
    if let text = shown?.text.joined(separator: "\n"), let step = script.first,
      let events = step(text)
    {
      script.removeFirst()
      return events
    }
    return signal.wait(for: min(timeout ?? .milliseconds(100), .milliseconds(100))) ? [.woken] : []
  }

  public func present(_ grid: CellGrid) { shown = grid }
  public func suspend() {}
  public func bell() { bells += 1 }
  public func notify(title: String, text: String, by sequence: NotificationSequence) {
    notifications.append("\(title): \(text)")
  }
  public func close() {}
}
