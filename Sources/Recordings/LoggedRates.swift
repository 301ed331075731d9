internal import OrderedCollections
internal import RunModel

/// The learning rates of parameter groups among a run's metrics: as long as all are equal, the first
/// stands for them.
struct LoggedRates {
  /// The names of their series.
  var names: [String] = []
  /// True since two of them differed at some point.
  private(set) var differ = false

  /// The number of groups that the first rate stands for; 1 where each has a rate of its own.
  var shared: Int { differ ? 1 : max(1, names.count) }

  /// Compares their newest values.
  ///
  /// - Returns: True when they differ for the first time.
  /// - Complexity: O(groups), and O(1) once they differ.
  mutating func compare(in history: RunHistory) -> Bool {
    guard !differ, names.count > 1 else { return false }
    differ = [history.stepSeries, history.epochSeries].contains { allSeries in
      let newest = names.map { allSeries[$0]?.last }
      return newest.dropFirst().contains { $0 != newest[0] }
    }
    return differ
  }
}
