internal import Recordings
package import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The line at which values are read.
extension Playback {
  /// The number of an epoch less its coordinate: -1 on the axis of a log that counts epochs from 0.
  package var labelShift: Double {
    axis == .epoch ? Double(overview.recorded.firstNumber - 1) : 0
  }

  /// Begins to read values at an x, or where the run is; within what is shown.
  package mutating func read(at x: Double? = nil) {
    let shown = shownRange
    let end = min(shown.upperBound, extent.upperBound)
    let wanted = x ?? overview.xs[axis]?.value(at: position) ?? end
    hairline = max(shown.lowerBound, min(max(shown.lowerBound, end), wanted))
  }

  /// The axis that the person looks at, also while values are read on another one.
  package var chosenAxis: RunAxis { ownAxis ?? axis }

  /// Begins to read values at a place on an axis, which is shown until reading ends.
  ///
  /// - Parameter number: The place as the axis is labelled.
  /// - Returns: A remark on a place outside of what is shown; nil for any other.
  package mutating func read(at number: Double, on place: RunAxis) -> String? {
    let (own, part) = (chosenAxis, ownAxis == nil ? window : ownWindow)
    if place != axis { use(place) }
    if place != own { (ownAxis, ownWindow) = (own, part) }
    read(at: number - labelShift)
    guard let read = hairline.map({ $0 + labelShift }),
      abs(read - number) > 1e-9 * max(1, abs(number))
    else { return nil }
    let hint =
      axis == .epoch && overview.axes.contains(.step)
      ? "; for a step, type :at step \(number.settingWords)" : ""
    return "\(number.metricWords) is outside of what is shown; "
      + "the line is at \(read.metricWords)\(hint)"
  }

  /// Ends reading, on the axis that the person looks at and the part of it that was shown; a run without
  /// that axis keeps its own.
  package mutating func stopReading() {
    hairline = nil
    readings = [:]
    let (own, part) = (ownAxis, ownWindow)
    (ownAxis, ownWindow) = (nil, nil)
    guard let own, overview.axes.contains(own) else { return }
    use(own)
    window = part
  }

  /// Moves the line by steps of a round size: an epoch, or a hundredth of a shorter part.
  package mutating func moveHairline(by steps: Int) {
    guard let hairline else { return }
    // Below a round number, steps of a logarithmic axis are finer.
    let isBelow = steps < 0 && isLogarithmic
    let size = readingStep(at: isBelow ? hairline * (1 - 1e-9) : hairline)
    // To a multiple of the step, in the direction of the move.
    let now = hairline / size
    let from = steps > 0 ? (now + 1e-9).rounded(.down) : (now - 1e-9).rounded(.up)
    let x = max(extent.lowerBound, min(extent.upperBound, (from + Double(steps)) * size))
    self.hairline = x
    show(around: x)
  }

  /// Moves the line to the first or last moment.
  package mutating func moveHairlineToEnd(_ isLast: Bool) {
    let x = isLast ? extent.upperBound : extent.lowerBound
    hairline = x
    show(around: x)
  }

  /// The size of a step of the line from an x.
  private func readingStep(at x: Double) -> Double {
    let shown = shownRange
    let width = shown.upperBound - shown.lowerBound
    let hundredth = hundredth(at: x)
    // Of a few epochs or more, the ends of epochs are what was measured.
    let isOfEpochs = isLogarithmic ? x >= 1 && hundredth < 4 : width >= 4 && width <= 400
    if axis == .epoch, isOfEpochs { return 1 }
    let rough = max(1e-9, hundredth)
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1.0, 2, 5, 10].first { $0 * power >= rough * 0.999 }.map { $0 * power } ?? rough
    return axis == .step || axis == .epoch && hundredth > 4 ? max(1, step) : step
  }

  /// Shows the run over another axis, with the line at the same moment.
  package mutating func use(_ axis: RunAxis) {
    let moment = hairline.map { overview.moment(at: $0, on: self.axis) }
    (self.axis, ownAxis, ownWindow) = (axis, nil, nil)
    window = nil
    readings = [:]
    hairline = moment.flatMap { overview.xs[axis]?.value(at: $0) }.map {
      isLogarithmic ? max($0, extent.lowerBound) : $0
    }
  }
}
