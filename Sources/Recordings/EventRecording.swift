public import RunModel

/// The recording of a run of our own.
///
/// Its state at any moment is the fold of the events up to that moment, which is exactly the state
/// that a screen showed then.
public struct EventRecording: RunRecording {
  /// The number of events between two kept states.
  private static let spacing = 4096

  /// The events, in order.
  public private(set) var events: [RunEvent] = []
  /// The states after every `spacing` events.
  private var states: [RunHistory] = []
  /// The state after all events.
  public private(set) var whole = RunHistory()
  /// The moment of each event, in seconds.
  private var moments: [Double] = []
  /// The position in epochs as a function of seconds.
  private var epochs = MonotoneTable()
  public private(set) var epochEnds: [Double] = []
  public private(set) var markMoments: [Double] = []
  private let fallbackName: String

  /// Creates a recording without events.
  ///
  /// - Parameter name: The name to use until the run has reported its own.
  public init(name: String) { fallbackName = name }

  /// Adds the next event.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(_ event: RunEvent) {
    if case .runStarted(let info) = event.kind {
      // A second run in the same file starts a new recording.
      if info.firstEpoch == 0, !events.isEmpty { self = EventRecording(name: fallbackName) }
      // The fold discards epochs that are trained again, and so does `epochEnds`.
      epochEnds.removeLast(max(0, epochEnds.count - info.firstEpoch))
    }
    if !events.isEmpty, events.count % Self.spacing == 0 { states.append(whole) }
    whole.apply(event)
    events.append(event.kept)
    // The clock of the whole run leaves out pauses and never goes back.
    let moment = max(moments.last ?? 0, whole.elapsed(at: event.time))
    moments.append(moment)
    epochs.append(x: moment, y: whole.position)
    if case .epochEnded(let summary) = event.kind, summary.brokenOffAt == nil {
      epochEnds.append(moment)
    }
    while markMoments.count < whole.marks.count { markMoments.append(moment) }
    if markMoments.count > whole.marks.count {
      markMoments.removeLast(markMoments.count - whole.marks.count)
    }
  }

  public var name: String { whole.info?.name ?? fallbackName }
  public var length: Double { moments.last ?? 0 }
  public var isTimed: Bool { true }
  public var isLive: Bool { whole.status.isLive && whole.status != .waiting }
  public var axes: [RunAxis] { RunAxis.allCases }
  public var recorded: [RecordedEpoch] {
    whole.epochs.map { RecordedEpoch(epoch: $0.epoch, logs: $0.logs) }
  }

  public func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    var history = state(at: moment)
    if query.axis != .epoch { convert(&history, at: moment, on: query.axis) }
    return history
  }

  /// Returns the fold of the events up to a moment, which always includes the first event.
  private func state(at moment: Double) -> RunHistory {
    if moment >= length { return whole }
    let told = moments.indices.firstBeyond { moments[$0] > moment }
    let count = max(told, min(1, events.count))
    let kept = min(count / Self.spacing, states.count)
    var history = kept > 0 ? states[kept - 1] : RunHistory()
    for event in events[(kept * Self.spacing)..<count] { history.apply(event) }
    return history
  }

  /// Converts every position from epochs to another axis.
  private func convert(_ history: inout RunHistory, at moment: Double, on axis: RunAxis) {
    history.axis = axis
    switch axis {
    case .epoch: break
    case .step:
      let steps = Double(max(1, history.steps))
      history.mapX { $0 * steps }
    case .time:
      let epochs = epochs
      history.mapX { epochs.x(of: $0) }
      // While an epoch is evaluated, only the time advances.
      history.reach = max(0, min(moment, length))
    }
  }

  public func x(at moment: Double, on axis: RunAxis) -> Double {
    switch axis {
    case .epoch: epochs.value(at: moment)
    case .step: epochs.value(at: moment) * Double(max(1, whole.steps))
    case .time: moment
    }
  }

  public func moment(at x: Double, on axis: RunAxis) -> Double {
    switch axis {
    case .epoch: epochs.x(of: x)
    case .step: epochs.x(of: x / Double(max(1, whole.steps)))
    case .time: min(max(0, x), length)
    }
  }
}

extension RunEvent {
  /// The event without the data that the fold does not need.
  ///
  /// The means since the start of the epoch appear in no curve, and there are many of them.
  fileprivate var kept: RunEvent {
    guard case .stepEnded(var progress) = kind else { return self }
    progress.logs = Logs()
    return RunEvent(time: time, .stepEnded(progress))
  }
}
