public import Recordings
public import Dashboard
public import RunModel

/// The recordings of the runs on a screen, and what was last looked up in them.
public struct RecordingCache {
  /// The recordings, in the order of the overviews.
  public private(set) var recordings: [any RunRecording] = []
  private var shown: PlaybackQuery?

  /// An empty cache.
  public init() {}

  /// Puts other recordings on it; what is shown must be looked up again.
  public mutating func replace(_ recordings: [any RunRecording]) {
    self.recordings = recordings
    shown = nil
  }

  /// What the screen wants to see, when it is not what it saw last.
  public mutating func answer(_ query: PlaybackQuery?) -> DashboardAction? {
    guard let query, query != shown, recordings.indices.contains(query.chosen) else {
      return nil
    }
    shown = query
    let recording = recordings[query.chosen]
    let history = recording.history(at: query.position, query.part)
    guard query.includesOthers else { return .shown(history, others: [:]) }
    let axis = query.part.axis
    let x = recording.x(at: query.position, on: axis)
    let isAtEnd = query.position >= recording.length
    var others: [Int: RunHistory] = [:]
    for (number, other) in recordings.enumerated()
    where number != query.chosen && other.axes.contains(axis) {
      let moment = isAtEnd ? other.length : other.moment(at: x, on: axis)
      others[number] = other.history(at: moment, query.part)
    }
    return .shown(history, others: others)
  }
}
