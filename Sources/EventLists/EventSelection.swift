internal import RunModel

/// The events that a person wants to see.
package enum EventSelection: String, Equatable, Sendable, CaseIterable {
  /// All but best values and saved weights that later ones have replaced, and changes within a phase of
  /// a schedule.
  case news
  /// Every event.
  case all
  /// Best values, and the weights saved with them.
  case best
  /// Changes of the learning rate, by a callback, a schedule or a person.
  case rate
  /// Changes by a person.
  case edits
  /// Warnings and pauses.
  case alarms

  /// The next selection, the first after the last.
  package var next: EventSelection {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// A few words for a person.
  package var words: String {
    switch self {
    case .news: "the news"
    case .all: "all"
    case .best: "best values"
    case .rate: "the learning rate"
    case .edits: "changes by hand"
    case .alarms: "warnings and pauses"
    }
  }

  /// True for a row that is wanted.
  package func includes(_ row: EventRow) -> Bool {
    // The end is news in every selection.
    if row.mark == .end { return true }
    switch self {
    case .news: return !row.isReplaced && !row.isWithinPhase
    case .all: return true
    case .best: return row.mark == .best || row.mark == .checkpoint
    case .rate:
      return row.mark == .learningRateCut || row.mark == .schedule
        || row.text.hasPrefix("learning rate ")
    case .edits: return row.mark == .edit
    case .alarms: return row.mark == .warning || row.mark == .pause
    }
  }
}
