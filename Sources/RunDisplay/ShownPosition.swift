internal import Charts
package import Playbacks
package import RunModel

/// The position of a playback in words: `epoch 12/40`, `step 1 200/9 000`, `0:12/3:40`.
package struct ShownPosition {
  /// The unit before the number; empty for a time.
  package let unit: String
  /// The position.
  package let value: String
  /// The end of the run, after a slash; empty when it is unknown.
  package let end: String

  /// Describes the shown moment.
  package init(_ playback: Playback, _ history: RunHistory) {
    let overview = playback.overview
    if overview.epochEnds.isEmpty, !(overview.isSteerable && playback.axis == .epoch) {
      let axis = playback.axis
      func label(_ x: Double) -> String {
        axis == .wall
          ? ClockTime(x).words(within: 0)
          : axis == .time
            ? MetricFormat.duration(x, decimals: overview.decimals) : MetricFormat.count(x)
      }
      unit = axis == .time || axis == .wall ? "" : axis.rawValue
      value = label(history.position)
      // The end of the log is not told to be that of the run; a moment before it is one of the log.
      let isWithin = !overview.isLive && !playback.isAtEnd
      end = isWithin ? overview.extents[axis].map { "/\(label($0.upperBound))" } ?? "" : ""
      return
    }
    let first = overview.recorded.firstNumber
    // An epoch of a run that is being trained need not have ended to be looked at.
    let start = overview.epochEnds.last { $0 <= playback.position } ?? 0
    let isWithin = !playback.isAtEnd && history.status.isLive && playback.position > start
    let last = (overview.recorded.last?.number ?? 0) + (overview.isSteerable ? 1 : 0)
    let ended = history.epochs.last.map { $0.epoch + first } ?? first - 1
    // A run that was stopped or interrupted had more epochs planned than its log has.
    let planned = overview.whole.info?.epochs ?? 0
    unit = "epoch"
    value = "\(max(0, min(last, isWithin ? ended + 1 : ended)))"
    let isUnknown = planned == 0 && (overview.isLive || playback.isAtEnd)
    end = isUnknown ? "" : "/\(planned > overview.recorded.count ? planned : last)"
  }

  /// The unit and the position.
  package var words: String { unit.isEmpty ? value : "\(unit) \(value)" }
}
