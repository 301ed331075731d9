internal import CurveStore
package import JSONText

/// Curves in a JSON value of any shape, as records with flat names.
///
/// They are lists of objects, objects named after epochs, lists of numbers, or lists of pairs, at
/// any depth: `{"train": {"loss": […]}, "val": {"loss": […]}}`. Settings are left out.
package struct NestedCurves {
  /// The records, each an object of names and values.
  package private(set) var records: [JSONValue] = []

  /// The names of objects that hold settings.
  package static let settings: Set<String> = [
    "config", "cfg", "args", "arguments", "hparams", "hyperparameters", "hyper_parameters",
    "settings", "options", "opt", "params", "parameters", "env", "environment", "versions",
    "model_config", "train_config", "metadata",
  ]
  private static let deepest = 8
  private static let steps: Set<String> = [
    "step", "steps", "global_step", "iteration", "iterations", "iter", "iters", "it", "batch",
  ]
  private static let epochs: Set<String> = ["epoch", "epochs"]
  private static let containers: Set<String> = [
    "history", "log_history", "logs", "log", "epochs", "steps", "records", "results", "metrics",
    "data", "iterations", "training_log", "entries", "values", "curves", "runs", "stats", "scalars",
  ]

  /// A list of records and the names above it.
  private struct Table {
    var path: [String]
    var records: [JSONValue]
  }

  /// A list of numbers and the names above it.
  private struct Column {
    var path: [String]
    var values: [JSONValue]
    var group: [String] { path.dropLast() }
    var name: String { path.last?.lowercased() ?? "" }
  }

  private var tables: [Table] = []
  private var columns: [Column] = []

  /// Finds the curves of a value.
  ///
  /// - Complexity: O(values).
  package init(_ value: JSONValue) {
    if let values = value.array, let list = Self.list(values) {
      records = list
      return
    }
    collect(value, [])
    if !tables.isEmpty {
      records = merged()
    } else if columns.contains(where: { Self.isMetric($0.path) }) {
      records = transposed()
    }
  }

  private mutating func collect(_ value: JSONValue, _ path: [String]) {
    guard path.count < Self.deepest else { return }
    switch value {
    case .array(let values):
      let objects = values.filter { if case .object = $0 { true } else { false } }
      if !objects.isEmpty, objects.count * 2 >= values.count {
        if objects.prefix(64).contains(where: { Self.isRecord($0, path) }) {
          tables.append(Table(path: path, records: objects))
        }
      } else if !values.isEmpty, values.allSatisfy({ Self.isNumber($0) }),
        values.contains(where: { $0.double != nil })
      {
        columns.append(Column(path: path, values: values))
      } else if values.count > 1, let pairs = Self.list(values), let name = path.last {
        tables.append(
          Table(
            path: Array(path.dropLast()),
            records: pairs.map { Self.renamed($0, "value", to: name) }))
      }
    case .object(let members):
      if let records = Self.numbered(members),
        records.contains(where: { Self.isRecord($0, path) })
      {
        tables.append(Table(path: path, records: records))
        return
      }
      for member in members where !Self.settings.contains(member.name.lowercased()) {
        collect(member.value, path + [member.name])
      }
    default: break
    }
  }

  private static func isNumber(_ value: JSONValue) -> Bool { value == .null || value.double != nil }

  private static func isMetric(_ path: [String]) -> Bool {
    MetricKind(path.joined(separator: "/")).role.isQuality
  }

  /// Returns true when an object holds a number with the name of a metric.
  private static func isRecord(_ value: JSONValue, _ path: [String], depth: Int = 0) -> Bool {
    guard case .object(let members) = value, depth < 4 else { return false }
    return members.contains { member in
      if settings.contains(member.name.lowercased()) { return false }
      let names = path + [member.name]
      return member.value.double != nil
        ? isMetric(names) : isRecord(member.value, names, depth: depth + 1)
    }
  }

  // MARK: Objects and lists at the root of a curve

  /// The records of an object whose members are named after epochs: `{"1": {…}, "epoch_2": {…}}`.
  private static func numbered(_ members: [JSONValue.Member]) -> [JSONValue]? {
    guard !members.isEmpty else { return nil }
    var records: [JSONValue] = []
    for member in members {
      let name = member.name.lowercased()
      let word = name.prefix { !$0.isNumber }.filter(\.isLetter)
      let digits = name.drop { !$0.isNumber }
      guard ["", "epoch", "ep", "e", "step", "iter", "iteration"].contains(word),
        let number = Int(digits), case .object(let values) = member.value
      else { return nil }
      let unit = word == "step" || word.hasPrefix("iter") ? "step" : "epoch"
      let rest = values.filter { $0.name != unit }
      records.append(.object([.init(unit, .integer(number))] + rest))
    }
    return records
  }

  /// The records of a list of numbers, of pairs of a step and a value, or of time, step and value.
  private static func list(_ values: [JSONValue]) -> [JSONValue]? {
    guard values.count > 1 else { return nil }
    if values.allSatisfy({ isNumber($0) }) {
      return values.enumerated().map {
        .object([.init("step", .integer($0.offset + 1)), .init("value", $0.element)])
      }
    }
    guard let first = values.first?.array, first.count == 2 || first.count == 3 else { return nil }
    let names = first.count == 2 ? ["step", "value"] : ["wall_time", "step", "value"]
    var records: [JSONValue] = []
    for value in values {
      guard let cells = value.array, cells.count == names.count, cells.allSatisfy({ isNumber($0) })
      else { return nil }
      records.append(.object(zip(names, cells).map { .init($0, $1) }))
    }
    return records
  }

  private static func renamed(_ record: JSONValue, _ old: String, to new: String) -> JSONValue {
    guard case .object(let members) = record else { return record }
    return .object(members.map { $0.name == old ? .init(new, $0.value) : $0 })
  }

  // MARK: Tables of records

  /// The records of all tables, named after what tells the tables apart.
  private func merged() -> [JSONValue] {
    if tables.count == 1 {
      let words = tables[0].path.filter {
        SplitWords.split(of: [Substring($0.lowercased())]) != nil
      }
      return words.isEmpty ? tables[0].records : prefixed(tables[0], words.joined(separator: "/"))
    }
    return tables.flatMap { table in
      let words = table.path.filter { !Self.containers.contains($0.lowercased()) }
      return prefixed(table, (words.isEmpty ? table.path : words).joined(separator: "/"))
    }
  }

  private func prefixed(_ table: Table, _ prefix: String) -> [JSONValue] {
    table.records.enumerated().map { index, record in
      guard case .object(let members) = record else { return record }
      var hasPlace = false
      var renamed = members.map { member in
        let name = member.name.lowercased()
        let isPlace = Self.steps.contains(name) || Self.epochs.contains(name)
        hasPlace = hasPlace || isPlace
        return isPlace || name == "wall_time" || name == "timestamp" || prefix.isEmpty
          ? member : JSONValue.Member("\(prefix)/\(member.name)", member.value)
      }
      if !hasPlace { renamed.insert(.init("step", .integer(index + 1)), at: 0) }
      return .object(renamed)
    }
  }

  // MARK: Columns of numbers

  /// The records of columns, which have the epochs or steps of a column beside them, of one at the
  /// root, or the number of their row.
  private func transposed() -> [JSONValue] {
    let counters = columns.filter { Self.steps.contains($0.name) || Self.epochs.contains($0.name) }
    let used = columns.filter { Self.isMetric($0.path) }
    let longest = used.map(\.values.count).max() ?? 0
    var records: [JSONValue] = []
    for column in columns {
      if counters.contains(where: { $0.path == column.path }) { continue }
      guard Self.isMetric(column.path) || column.values.count == longest else { continue }
      let words =
        column.path.count > 1 && Self.containers.contains(column.path[0].lowercased())
        ? Array(column.path.dropFirst()) : column.path
      let name = words.joined(separator: "/")
      let counter =
        counters.first { $0.group == column.group && $0.values.count == column.values.count }
        ?? counters.first { $0.group.isEmpty && $0.values.count == column.values.count }
      let unit = counter.map { Self.epochs.contains($0.name) } ?? true ? "epoch" : "step"
      // Values measured every few epochs are spread over them.
      let count = column.values.count
      let stride = longest % count == 0 ? longest / count : 1
      for (index, value) in column.values.enumerated() where value != .null {
        let x = counter?.values[index] ?? .integer((index + 1) * stride)
        records.append(.object([.init(unit, x), .init(name, value)]))
      }
    }
    return records
  }
}
