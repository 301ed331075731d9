/// The settings in which runs differ.
package struct SettingDifferences: Equatable, Sendable {
  /// A setting with its value in each run.
  package struct Row: Equatable, Sendable {
    /// The whole name.
    package let name: String
    /// The shortest end of the name that no other row has.
    package fileprivate(set) var shortName: String
    /// The head of its column, which conditions and orders name it by, too: that of a setting with the
    /// name of another column begins with `set.`; a learning rate is `lr` where there is only one.
    package var head: String {
      Self.columns.contains(shortName) ? RunSettings.prefix + shortName : shortName
    }
    /// The names that orders know, and the heads of the other columns.
    private static let columns = Set(RunOrder.words).union([
      "given", "run", "metric", "at", "curve", "host", "when",
    ])
    /// The value in each run; nil where a run does not have the setting.
    package fileprivate(set) var values: [String?]
    /// True when all values are numbers, which are aligned at the right.
    package var areNumbers: Bool {
      let known = values.compactMap(\.self)
      return !known.isEmpty && known.allSatisfy { Double($0) != nil }
    }
  }

  /// The settings in the order of the runs' files.
  package private(set) var rows: [Row] = []

  /// Settings that say where a run is rather than how it trains.
  private static let places: Set<String> = [
    "save_dir", "save_path", "output_dir", "out_dir", "log_dir", "logging_dir", "run_dir",
    "run_name", "name", "exp_name", "experiment_name", "project", "resume", "wandb_version",
    "start_time",
  ]

  /// Compares settings; runs without any do not count as different.
  ///
  /// - Complexity: O(runs · settings).
  package init(_ runs: [RunSettings]) {
    let known = runs.filter { !$0.isEmpty }
    guard known.count > 1 else { return }
    var names: [String] = []
    var values: [String: [String?]] = [:]
    for (number, run) in runs.enumerated() {
      for setting in run.all {
        if values[setting.name] == nil {
          names.append(setting.name)
          values[setting.name] = Array(repeating: nil, count: runs.count)
        }
        if values[setting.name]?[number] == nil { values[setting.name]?[number] = setting.value }
      }
    }
    for name in names where !Self.places.contains(RunSettings.lastPart(of: name)) {
      guard let found = values[name] else { continue }
      let different = Set(zip(runs, found).filter { !$0.0.isEmpty }.map { Self.plain($0.1) })
      if different.count > 1 { rows.append(Row(name: name, shortName: name, values: found)) }
    }
    let parts = rows.map { row in
      row.name.split(whereSeparator: { $0 == "." || $0 == "/" }).map(String.init)
    }
    for index in rows.indices { rows[index].shortName = Self.shortest(index, of: parts) }
    let rates = rows.indices.filter { RunSettings.rateNames.contains(rows[$0].shortName) }
    if rates.count == 1 { rows[rates[0]].shortName = "lr" }
  }

  /// The settings with the values of some of the runs only.
  func of(_ numbers: [Int]) -> SettingDifferences {
    var part = self
    for index in rows.indices { part.rows[index].values = numbers.map { rows[index].values[$0] } }
    return part
  }

  /// A value without what is only a way to write it: `1e-3` and `0.001` are the same number.
  private static func plain(_ value: String?) -> String? {
    guard let value, let number = Double(value), number.isFinite else { return value }
    return "\(number)"
  }

  private static func shortest(_ index: Int, of names: [[String]]) -> String {
    let own = names[index]
    for count in 1...max(1, own.count) {
      let end = own.suffix(count)
      let others = names.indices.filter { $0 != index && names[$0].suffix(count) == end }
      if others.isEmpty { return end.joined(separator: ".") }
    }
    return own.joined(separator: ".")
  }
}
