internal import CurveStore
internal import JSONText
internal import SQLiteFiles
internal import SystemFiles

/// A reader of the databases of Trackio and MLflow.
enum DatabaseReader {
  /// Reads a database.
  ///
  /// - Throws: `FileError` when the file is neither.
  /// - Complexity: O(rows).
  static func read(_ path: String) throws(FileError) -> LogContents {
    let file = try SQLiteFile(path: path)
    let columns = file.columns(of: "metrics")
    if columns.isSuperset(of: ["metrics", "step", "run_name"]) { return try trackio(file, path) }
    if columns.isSuperset(of: ["key", "value", "run_uuid"]) {
      return try mlflow(file, columns, path)
    }
    if let reason = file.query("SELECT count(*) FROM sqlite_master", { _ in }) {
      throw FileError(path, reason)
    }
    throw FileError(
      path,
      "is a SQLite database, but not from Trackio or MLflow: it has no matching metrics table")
  }

  private static func trackio(
    _ file: SQLiteFile, _ path: String
  ) throws(FileError) -> LogContents {
    var builder = LogBuilder(.trackio)
    var invalid = 0
    let failure = file.query("SELECT run_name, step, timestamp, metrics FROM metrics ORDER BY id") {
      row in
      let run = builder.run(row[0].text ?? "")
      guard let text = row[3].text, let json = try? JSONParser.parse(text),
        case .object(let members) = json
      else {
        invalid += 1
        return
      }
      let point = LogPoint(
        step: row[1].integer, wallTime: row[2].text.flatMap { LogTime.seconds(iso: $0.prefix(40)) },
        value: 0)
      for member in members { add(member.value, member.name, point, run, &builder, depth: 0) }
    }
    if file.columns(of: "alerts").isSuperset(of: ["run_name", "title", "text", "step"]) {
      _ = file.query("SELECT run_name, title, text, step FROM alerts ORDER BY timestamp") { row in
        let words = [row[1].text, row[2].text].compactMap(\.self).filter { !$0.isEmpty }
        builder.addMessage(
          "alert: " + words.joined(separator: ": "), run: builder.run(row[0].text ?? ""),
          step: row[3].integer)
      }
    }
    if invalid > 0 { builder.note(LogNote(.damaged, "\(invalid) rows do not hold a JSON object")) }
    if let failure {
      if builder.isEmpty { throw FileError(path, failure) }
      builder.note(LogNote(.damaged, failure))
    }
    return builder.contents()
  }

  private static func add(
    _ value: JSONValue, _ name: String, _ point: LogPoint, _ run: Int, _ builder: inout LogBuilder,
    depth: Int
  ) {
    if let number = value.double {
      var point = point
      point.value = number
      builder.append(point, to: builder.series(name, run: run))
    } else if case .object(let members) = value, value["_type"] == nil, depth < 8 {
      for member in members {
        add(member.value, "\(name)/\(member.name)", point, run, &builder, depth: depth + 1)
      }
    }
  }

  private static func mlflow(
    _ file: SQLiteFile, _ columns: Set<String>, _ path: String
  ) throws(FileError) -> LogContents {
    var builder = LogBuilder(.mlflow)
    var names: [String: String] = [:]
    var statuses: [String: LogStatus] = [:]
    _ = file.query("SELECT run_uuid, name, status FROM runs") { row in
      guard let id = row[0].text else { return }
      let name = row[1].text ?? ""
      names[id] = name.isEmpty ? id : name
      statuses[id] = MLflowStatus.named(row[2].text ?? "")
    }
    let isNaN = columns.contains("is_nan") ? "is_nan" : "0"
    let failure = file.query(
      "SELECT run_uuid, key, value, timestamp, step, \(isNaN) FROM metrics ORDER BY run_uuid, key, timestamp, step"
    ) { row in
      guard let id = row[0].text, let key = row[1].text, var value = row[2].double else { return }
      if row[5].integer == 1 { value = .nan }
      // Infinities are stored as the greatest doubles.
      if abs(value) >= 1.797e308 { value = value < 0 ? -.infinity : .infinity }
      let run = builder.run(names[id] ?? id, id: id)
      builder.edit(run: run) { $0.status = statuses[id] ?? .unknown }
      builder.add(
        key, run: run, step: row[4].integer, wallTime: row[3].double.map { $0 / 1000 }, value)
    }
    if let failure {
      if builder.isEmpty { throw FileError(path, failure) }
      builder.note(LogNote(.damaged, failure))
    }
    return builder.contents()
  }
}

extension LogFormat {
  static let trackio = LogFormat("trackio", "Trackio")
  static let mlflow = LogFormat("mlflow", "MLflow")
}
