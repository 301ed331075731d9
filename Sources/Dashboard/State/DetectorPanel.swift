internal import RunModel

/// What the panel at the lower right shows in a run of a detector.
enum DetectorPanel: Equatable, Sendable {
  /// What happened, as in every run.
  case events
  /// Everything beside each other; only on a wide screen.
  case overview
  /// A validation image with true and found boxes.
  case picture
  /// A row for each class.
  case classes
  /// The confusion matrix.
  case confusion
}

extension DashboardState {
  /// Whether the run tells what a detector finds.
  var isDetector: Bool { history.report != nil || !history.samples.isEmpty }

  /// The panel shown, of those a screen can show; the key goes round.
  ///
  /// - Parameter first: what a screen of this size begins with.
  func panel(first: DetectorPanel) -> DetectorPanel {
    guard isDetector else { return .events }
    var panels: [DetectorPanel] = [.picture, .classes, .confusion]
    if !isPictureShown { panels.removeFirst() }
    if first == .picture { panels.append(.events) } else { panels.insert(first, at: 0) }
    return panels[panelTurn % panels.count]
  }

  /// The sample image shown; nil when there is none.
  var shownSample: Int? {
    let count = history.samples.count
    guard count > 0 else { return nil }
    return (sampleIndex % count + count) % count
  }
}
