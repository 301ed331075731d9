public import Cells
internal import Foundation

/// A terminal in memory: shows grids as text and answers them by a script.
public final class MemorySurface: TerminalSurface {
  /// Wakes by doing nothing: `events` looks often enough.
  private struct NoWaker: TerminalWaker {
    func wake() {}
  }

  public private(set) var size: Size
  public let colorDepth = ColorDepth.none
  public let isUnicode = true
  public let waker: any TerminalWaker = NoWaker()
  /// Steps in order: each looks at the screen and, when it is what it waits for, gives what happens next.
  public var script: [(String) -> [TerminalEvent]?] = []
  /// The last grid shown.
  public private(set) var shown: CellGrid?
  private let start = Date()

  /// A terminal of a size.
  public init(size: Size) { self.size = size }

  public func events(timeout: Duration?) -> [TerminalEvent] {
    // A script that waits for what never comes must not hang the tests.
    if Date().timeIntervalSince(start) > 30 { return [.hangup] }
    if let text = shown?.text.joined(separator: "\n"), let step = script.first,
      let events = step(text)
    {
      script.removeFirst()
      return events
    }
    usleep(2000)
    return []
  }

  public func present(_ grid: CellGrid) { shown = grid }
  public func suspend() {}
  public func bell() {}
  public func close() {}
}
