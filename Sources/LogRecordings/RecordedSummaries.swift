internal import CurveStore
internal import Recordings
internal import RunModel

/// A series of values beyond numbers on the axes of its run.
struct RecordedSummaries: Sendable {
  /// The name in the run.
  let name: SummaryName
  /// The coordinates of its values.
  var coordinates: RecordedSeries
  private let values: SummarySeries

  init(_ name: SummaryName, _ values: SummarySeries, on coordinates: RecordedSeries) {
    (self.name, self.values, self.coordinates) = (name, values, coordinates)
  }

  /// The newest value, and of histograms the percentiles of the shown part.
  ///
  /// - Parameters:
  ///   - ranges: The indices of the values up to the moment.
  ///   - shown: The indices in the shown part; nil for all of them.
  ///   - columns: The greatest number of percentiles, apart from the last ones.
  ///   - axisColumns: The columns of a logarithmic axis; nil for a linear one.
  /// - Returns: nil without a value.
  /// - Complexity: O(columns · log values).
  func reading(
    upTo ranges: [Range<Int>], shown: [Range<Int>]?, on axis: RunAxis, columns: Int,
    _ axisColumns: AxisColumns? = nil
  ) -> SummaryReading? {
    guard let last = ranges.last(where: { !$0.isEmpty })?.last, let newest = values.value(at: last)
    else { return nil }
    return SummaryReading(
      name: name, value: newest.value, x: coordinates.x(newest.index, on: axis),
      step: values.points.points.step(at: newest.index),
      bands: name.kind == .histogram
        ? bands(shown ?? ranges, on: axis, columns: columns, axisColumns) : [])
  }

  private func bands(
    _ ranges: [Range<Int>], on axis: RunAxis, columns: Int, _ axisColumns: AxisColumns?
  ) -> [SummaryReading.Band] {
    let count = ranges.reduce(0) { $0 + $1.count }
    let spacing = max(1, count / max(1, columns))
    var bands: [SummaryReading.Band] = []
    for range in ranges {
      var known = -1
      var indices =
        axisColumns?.parts(of: range) { coordinates.x($0, on: axis) }.map(\.lowerBound)
        ?? Array(stride(from: range.lowerBound, to: range.upperBound, by: spacing))
      if let last = range.last, indices.last != last { indices.append(last) }
      for index in indices {
        // Of values that are left out, the one before them is shown once.
        guard let (index, value) = values.value(at: index), index > known,
          case .histogram(let histogram) = value, let x = coordinates.x(index, on: axis)
        else { continue }
        known = index
        // The later values count for steps that were trained again.
        while let last = bands.last, last.x >= x { bands.removeLast() }
        bands.append(SummaryReading.Band(x: x, percentiles: Array(histogram.percentiles)))
      }
    }
    return bands
  }
}
