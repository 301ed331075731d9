package import Playbacks
package import RunModel

extension Playback {
  /// Goes to an x on an axis, which need not be that of the charts.
  ///
  /// - Returns: Why the run has no such moment; nil if it has one.
  package mutating func go(to x: Double, on axis: RunAxis) -> String? {
    guard let extent = overview.extents[axis] else { return "this log has no \(axis.plural)" }
    guard extent.contains(x) else {
      let shift = axis == self.axis ? labelShift : 0
      let first = max(0, extent.lowerBound + shift).metricWords
      let last = (extent.upperBound + shift).metricWords
      return "the run goes from \(first) to \(last) \(axis.plural)"
    }
    seek(overview.moment(at: x, on: axis))
    if axis == self.axis { show(around: x) }
    return nil
  }
}
