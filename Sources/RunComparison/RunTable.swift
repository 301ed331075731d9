internal import RunModel

/// Runs beside each other: what they reached, and in which settings they differ.
package struct RunTable: Equatable, Sendable {
  /// A run.
  package struct Row: Equatable, Sendable {
    /// The index of the run among all.
    package let number: Int
    /// The number of its letter and colour.
    package var letter: Int { run.letter ?? number }
    /// The run.
    package let run: ComparedRun
    /// The best value less that of the best run; nil for runs that cannot be compared, 0 for the
    /// best one.
    package fileprivate(set) var delta: Double?
  }

  /// The rows in order.
  package private(set) var rows: [Row]
  /// The index of the run with the best value; nil when no two runs can be compared.
  package let best: Int?
  /// The order of the rows.
  package let order: RunOrder
  /// The quantity by which most runs are judged; empty for none.
  package let metric: String
  /// The settings in which the runs differ, also those that are not shown; a value for each row.
  package private(set) var differences: SettingDifferences

  /// The settings that have columns: first those that most runs have, and of these the ones with the most
  /// different values; seeds come last.
  ///
  /// Unlike recipes differ in nearly all of theirs. A planned number of epochs that stands beside that of
  /// the epochs that ended has none.
  package var settings: [SettingDifferences.Row] {
    let kept = differences.rows.filter { setting in
      !RunSettings.isEpochs(setting.name)
        || !zip(rows, setting.values).allSatisfy { row, value in
          value.map { RunSettings.epochs($0) == row.run.plannedEpochs } ?? true
        }
    }
    let missing = kept.map { row in row.values.count { $0 == nil } }
    let areRare = missing.map { $0 * 2 > rows.count ? 1 : 0 }
    let values = kept.map { -Set($0.values.compactMap(\.self)).count }
    let areSeeds = kept.map { RunSettings.lastPart(of: $0.name).hasSuffix("seed") ? 1 : 0 }
    return kept.indices.sorted {
      (areRare[$0], areSeeds[$0], values[$0], missing[$0], $0)
        < (areRare[$1], areSeeds[$1], values[$1], missing[$1], $1)
    }.map { kept[$0] }
  }

  /// True when the values of the sorted column rise from row to row, false when they fall.
  package var isAscending: Bool {
    let rises: Bool
    switch order.key {
    case .epochs, .started: rises = false
    case .best, .last: rises = rows.first { $0.run.metric == metric }?.run.direction == .min
    case .given, .name, .state, .setting: rises = true
    }
    return rises != order.isReversed
  }

  /// Compares runs.
  ///
  /// - Parameters:
  ///   - filters: Conditions that shown runs meet, all of them.
  ///   - order: The order of the rows.
  ///   - differences: The settings in which the runs differ, where they are known from before; they take most of the
  ///     time.
  /// - Complexity: O(runs · settings + runs · log runs).
  package init(
    _ runs: [ComparedRun], filters: [RunFilter] = [], order: RunOrder = RunOrder(),
    differences: SettingDifferences? = nil
  ) {
    let metric = Self.commonMetric(runs)
    (self.metric, self.order) = (metric, order)
    let judged = runs.indices.filter {
      runs[$0].metric == metric && runs[$0].best != nil && runs[$0].direction != nil
    }
    let direction = judged.first.flatMap { runs[$0].direction }
    let comparable = judged.filter { runs[$0].direction == direction }
    let best = comparable.min { a, b in
      guard let x = runs[a].best?.value, let y = runs[b].best?.value, x != y else { return a < b }
      return direction == .min ? x < y : x > y
    }
    self.best = comparable.count > 1 ? best : nil
    let top = self.best.flatMap { runs[$0].best?.value }
    var all = runs.enumerated().map { Row(number: $0, run: $1, delta: nil) }
    for number in comparable {
      all[number].delta = top.flatMap { top in runs[number].best.map { $0.value - top } }
    }
    rows = order.sorted(
      all.filter { row in filters.allSatisfy { $0.includes(row.run) } }, metric: metric)
    self.differences = (differences ?? SettingDifferences(runs.map(\.settings))).of(
      rows.map(\.number))
  }

  /// The quantity that most runs have, the first of equals.
  private static func commonMetric(_ runs: [ComparedRun]) -> String {
    var counts: [String: Int] = [:]
    for run in runs where !run.metric.isEmpty { counts[run.metric, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return runs.first { counts[$0.metric] == most }?.metric ?? ""
  }
}
