/// The header of delimited text: what separates the cells and what each column is.
struct DelimitedHeader: Equatable {
  /// What a column is.
  enum Column: Equatable {
    case step
    case epoch
    case batch
    case wallTime
    /// The row's number, where there is a better place on the axis.
    case index
    case value
  }

  var separator: UInt8
  var names: [String]
  var columns: [Column]
  var format: LogFormat

  private static let separators: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C, 0x20]

  /// Looks at the first row; nil when it is no header of a log.
  init?(_ bytes: [UInt8]) {
    for separator in Self.separators {
      var rows = DelimitedRows(LogWindow(bytes), separator: separator)
      var cells: [Range<Int>] = []
      guard rows.next(into: &cells), cells.count >= 2, cells.count <= 100_000,
        rows.isTerminated || separator != 0x20
      else { continue }
      let names = cells.map { rows.text($0) }
      let isHeader =
        names.count { NumberText(Array($0.utf8)[...]).value == nil } * 2 > names.count
      var second: [Range<Int>] = []
      guard isHeader else { continue }
      // Blanks separate words, too: the next row must have as many cells, most of them numbers.
      if rows.next(into: &second) {
        let numbers = second.count { NumberText(rows.unquoted($0)) != .text }
        guard separator != 0x20 || second.count == cells.count && numbers * 2 >= second.count,
          // `epoch 1, loss: 0.51` is a sentence, and so is the next line.
          numbers > 0
        else { continue }
      } else if separator == 0x20 {
        continue
      }
      self.init(names, separator: separator)
      return
    }
    return nil
  }

  init(_ names: [String], separator: UInt8) {
    self.separator = separator
    let lower = names.map { $0.lowercased() }
    let all = Set(lower)
    format = Self.format(lower, all, separator)
    columns = lower.map { _ in .value }
    var names = names
    let steps = [
      "step", "global_step", "_step", "iteration", "iter", "iters", "steps", "it", "global step",
      "trainer/global_step",
    ]
    if let place = steps.lazy.compactMap({ lower.firstIndex(of: $0) }).first {
      columns[place] = .step
    }
    if let place = lower.firstIndex(of: "epoch") ?? lower.firstIndex(of: "epochs") {
      columns[place] = .epoch
    } else if lower.first == "" {
      columns[0] = .epoch
    }
    if format == .swiftModelsCSV, let place = lower.firstIndex(of: "batch") {
      columns[place] = .batch
    }
    if lower.first == "", columns[0] == .value { columns[0] = .index }
    let times = ["timestamp", "wall time", "wall_time", "_timestamp", "datetime", "date", "time"]
    if let place = times.lazy.compactMap({ lower.firstIndex(of: $0) }).first {
      columns[place] = .wallTime
    }
    // A column without a name is an index; another of the same name is told apart by its number.
    var counts: [String: Int] = [:]
    for index in names.indices where columns[index] == .value {
      if names[index].isEmpty { names[index] = "column \(index + 1)" }
      let count = counts[names[index], default: 0] + 1
      counts[names[index]] = count
      if count > 1 { names[index] += " (\(count))" }
    }
    self.names = names
  }

  private static func format(
    _ names: [String], _ all: Set<String>, _ separator: UInt8
  ) -> LogFormat {
    if all.isSuperset(of: ["wall time", "step", "value"]) { return .tensorBoardCSV }
    if all.contains("x/lr0") { return .yolov5CSV }
    if names.first == "epoch",
      all.contains("lr/pg0") || all.contains("metrics/map50(b)")
        || all.contains("metrics/accuracy_top1")
    {
      return .ultralyticsCSV
    }
    if names.first == "epoch", names.dropFirst().first == "batch" { return .swiftModelsCSV }
    if all.contains("epoch"), all.contains("step") { return .lightningCSV }
    if names.first == "epoch", all.isSuperset(of: ["train_loss", "valid_loss", "time"]) {
      return .fastaiCSV
    }
    if separator == 0x09, names == ["step", names.last ?? ""] || names.first == "timestamp" {
      return .dvcLive
    }
    if names.first == "", names.count > 1 { return .kerasHistory }
    return names.first == "epoch" ? .kerasCSV : .delimited
  }
}
