public import Dashboard
public import RunModel

/// The tapes of the runs on a screen, and what was last looked up in them.
public struct TapeShelf {
  /// The tapes, in the order of the reels.
  public private(set) var tapes: [any RunTape] = []
  private var shown: Screening?

  /// An empty shelf.
  public init() {}

  /// Puts other tapes on it; what is shown must be looked up again.
  public mutating func replace(_ tapes: [any RunTape]) {
    self.tapes = tapes
    shown = nil
  }

  /// What the screen wants to see, when it is not what it saw last.
  public mutating func look(_ screening: Screening?) -> DashboardAction? {
    guard let screening, screening != shown, tapes.indices.contains(screening.chosen) else {
      return nil
    }
    shown = screening
    let tape = tapes[screening.chosen]
    let history = tape.history(at: screening.position, screening.view)
    guard screening.includesOthers else { return .shown(history, others: [:]) }
    let axis = screening.view.axis
    let place = tape.place(at: screening.position, on: axis)
    let isAtEnd = screening.position >= tape.length
    var others: [Int: RunHistory] = [:]
    for (number, other) in tapes.enumerated()
    where number != screening.chosen && other.axes.contains(axis) {
      let moment = isAtEnd ? other.length : other.moment(at: place, on: axis)
      others[number] = other.history(at: moment, screening.view)
    }
    return .shown(history, others: others)
  }
}
