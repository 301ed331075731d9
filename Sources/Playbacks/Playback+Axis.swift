internal import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The horizontal axis and the part of it that is shown.
extension Playback {
  /// True when the axis is logarithmic; that of a clock never is, because it has no zero.
  package var isLogarithmic: Bool { prefersLogarithm && axis != .wall }

  /// Shows the run over a logarithmic or a linear axis, and as much as possible of the same part.
  package mutating func use(logarithm isOn: Bool) {
    prefersLogarithm = isOn
    guard isLogarithmic, let part = window else { return }
    let low = max(part.lowerBound, extent.lowerBound)
    window = part.upperBound > low ? low...part.upperBound : nil
    if let x = hairline { hairline = max(x, extent.lowerBound) }
  }

  /// The measure in which equal distances look equal: the coordinate, or its logarithm.
  private func level(_ x: Double) -> Double {
    isLogarithmic ? log(max(x, .leastNonzeroMagnitude)) : x
  }

  private func levels(_ part: ClosedRange<Double>) -> ClosedRange<Double> {
    level(part.lowerBound)...level(part.upperBound)
  }

  /// The part between two levels.
  private func part(_ levels: ClosedRange<Double>) -> ClosedRange<Double> {
    isLogarithmic ? exp(levels.lowerBound)...exp(levels.upperBound) : levels
  }

  /// Moves the shown part so that the end of the run stays in it.
  ///
  /// - Parameter former: The coordinate of the end until now; a part that did not show it stays.
  mutating func followWindow(from former: Double?) {
    guard let window, let former, window.contains(former),
      let end = overview.extents[axis]?.upperBound, end > window.upperBound
    else { return }
    let width = levels(window).upperBound - levels(window).lowerBound
    // Moves by tenths, so that the curves do not creep with every frame.
    let high = level(end) + width / 10
    self.window = part(high - width...high)
  }

  /// The range of the horizontal axis on the screen: the shown part, else all of the run; of a run
  /// that is being trained, with room for what comes.
  package var shownRange: ClosedRange<Double> {
    if let window { return window }
    let extent = extent
    guard overview.isSteerable, overview.isLive else { return extent }
    // Seconds since 1970 begin with the run.
    let start = axis == .wall ? extent.lowerBound : 0
    let position = extent.upperBound - start
    let epochs = Double(overview.whole.info?.epochs ?? 1)
    let steps = Double(overview.whole.steps)
    let planned: Double? =
      switch axis {
      // Of a script they may be unknown.
      case .epoch: epochs > 0 ? epochs : nil
      case .step: epochs > 0 && steps > 0 && overview.axes.contains(.epoch) ? epochs * steps : nil
      case .time, .wall: nil
      }
    let least: Double =
      switch axis {
      case .epoch: 4
      case .step: 4 * max(1, steps)
      case .time, .wall: 10
      }
    let wanted = max(least, position * 1.04)
    // Grows in steps, so that the curves do not creep with every frame.
    var power = 1.0
    while power * 10 < wanted { power *= 10 }
    let ladder: [Double] = [1, 1.5, 2, 3, 4, 5, 6, 8, 10]
    let upper = ladder.map { $0 * power }.first { $0 >= wanted } ?? wanted
    let end = start + min(upper, planned.map { max($0, position) } ?? upper)
    let low = isLogarithmic ? extent.lowerBound : start
    return low...max(low, end)
  }

  /// The range of all shown runs on the axis; on a logarithmic one, from their first x above 0.
  package var extent: ClosedRange<Double> {
    let shown = arrangement == .alone ? [overview] : drawn.map { overviews[$0] }
    let extents = shown.compactMap { $0.extents[axis] }
    let low =
      isLogarithmic
      ? shown.compactMap { $0.positiveStarts[axis] }.min() ?? 1
      : extents.map(\.lowerBound).min() ?? 0
    return low...max(low, extents.map(\.upperBound).max() ?? 1)
  }

  /// Zooms around a coordinate.
  ///
  /// - Parameter factor: The width of the part in relation to the current one.
  package mutating func zoom(by factor: Double, around x: Double) {
    let shown = levels(shownRange)
    let extent = window == nil ? shown : levels(extent)
    let width = (shown.upperBound - shown.lowerBound) * factor
    let whole = extent.upperBound - extent.lowerBound
    guard width < whole else {
      window = nil
      return
    }
    guard width > whole * 1e-6 else { return }
    let middle = level(max(x, isLogarithmic ? shownRange.lowerBound : x))
    let share = (middle - shown.lowerBound) / max(1e-12, shown.upperBound - shown.lowerBound)
    let low = middle - width * max(0, min(1, share))
    show(levels: low...low + width)
  }

  /// Shows all of the run.
  package mutating func showAll() { window = nil }

  /// Moves the shown part by a fraction of its width.
  package mutating func pan(by share: Double) {
    guard let window else { return }
    let levels = levels(window)
    let distance = share * (levels.upperBound - levels.lowerBound)
    show(levels: levels.lowerBound + distance...levels.upperBound + distance)
  }

  /// Moves the shown part until it contains an x.
  package mutating func show(around x: Double) {
    guard let window, !window.contains(x) else { return }
    let half = (levels(window).upperBound - levels(window).lowerBound) / 2
    let middle = level(max(x, isLogarithmic ? extent.lowerBound : x))
    show(levels: middle - half...middle + half)
  }

  /// Shows a part, moved so that it lies within the runs.
  private mutating func show(levels shown: ClosedRange<Double>) {
    let width = shown.upperBound - shown.lowerBound
    let whole = levels(extent)
    let low = max(whole.lowerBound, min(whole.upperBound - width, shown.lowerBound))
    window = part(low...low + width)
  }

  /// The width of a hundredth of the shown part at an x.
  func hundredth(at x: Double) -> Double {
    let shown = shownRange
    guard isLogarithmic, shown.lowerBound > 0 else {
      return (shown.upperBound - shown.lowerBound) / 100
    }
    return max(x, shown.lowerBound) * (exp(log(shown.upperBound / shown.lowerBound) / 100) - 1)
  }
}
