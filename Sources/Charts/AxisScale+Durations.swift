extension AxisScale {
  /// Round durations for the labels of a logarithmic axis, ascending; nil where fewer than two of
  /// them lie on it.
  ///
  /// - Parameter count: The greatest number of durations, at least 2.
  package func durationTicks(_ count: Int) -> [Double]? {
    guard isLogarithmic else { return nil }
    for durations in Self.roundDurations {
      let ticks = durations.filter { $0 >= lower && $0 <= upper }
      if ticks.count < 2 { return nil }
      if ticks.count <= count { return ticks }
    }
    return nil
  }

  /// Seconds, from many to few.
  private static let roundDurations: [[Double]] = [
    [
      0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600,
      1200, 1800, 3600, 7200, 18_000, 36_000, 86_400, 172_800, 432_000, 864_000, 1_728_000,
      4_320_000, 8_640_000,
    ],
    [
      0.001, 0.01, 0.1, 1, 3, 10, 30, 60, 180, 600, 1800, 3600, 10_800, 36_000, 86_400, 259_200,
      864_000, 2_592_000, 8_640_000,
    ],
    [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000],
    [0.001, 1, 60, 3600, 86_400, 8_640_000], [0.001, 1, 3600, 8_640_000],
  ]
}
