internal import CurveStore

/// The tool that wrote delimited text, where something in it shows which one.
struct DelimitedFormat {
  /// The format; ``LogFormat/delimited`` when any program may have written it.
  let format: LogFormat

  /// Determines the format.
  ///
  /// - Parameters:
  ///   - names: The names of the columns in lower case.
  ///   - sample: The first rows; nil when they are not known.
  init(_ names: [String], _ separator: UInt8, _ sample: ArraySlice<FirstRows.Row>?) {
    format =
      Self.byNames(names, Set(names)) ?? Self.byRows(names, sample)
      ?? Self.byOrder(names, separator) ?? .delimited
  }

  /// The tool that alone uses some names.
  private static func byNames(_ names: [String], _ all: Set<String>) -> LogFormat? {
    if names == ["wall time", "step", "value"] { return .tensorBoardCSV }
    if all.contains("x/lr0") { return .yolov5CSV }
    if names.first == "epoch",
      all.contains("lr/pg0") || all.contains("metrics/map50(b)")
        || all.contains("metrics/accuracy_top1")
    {
      return .ultralyticsCSV
    }
    return nil
  }

  /// The tool with rows of a form of its own: parts of an epoch in two columns, empty cells beside
  /// an epoch and a step.
  private static func byRows(
    _ names: [String], _ sample: ArraySlice<FirstRows.Row>?
  ) -> LogFormat? {
    if names.starts(with: ["epoch", "batch"]),
      sample?.contains(where: { $0.names.count > 1 && $0.names[1].contains("/") }) ?? true
    {
      return .swiftModelsCSV
    }
    if names.contains("epoch"), names.contains("step"),
      sample?.contains(where: { $0.names.contains("") }) ?? true
    {
      return .lightningCSV
    }
    return nil
  }

  /// The tool that writes names in an order of its own.
  private static func byOrder(_ names: [String], _ separator: UInt8) -> LogFormat? {
    if names.starts(with: ["timestamp", "step"]), separator == 0x09 { return .dvcLive }
    let rest = names.dropFirst()
    guard names.first == "epoch" else {
      return names.first == "" && rest.contains("loss") ? .kerasHistory : nil
    }
    if rest.starts(with: ["train_loss", "valid_loss"]), names.last == "time", separator == 0x2C {
      return .fastaiCSV
    }
    // Keras sorts the names, and its loss has no other.
    let isSorted = zip(rest, rest.dropFirst()).allSatisfy { $0 < $1 }
    return rest.contains("loss") && isSorted && separator != 0x20 && separator != 0x7C
      ? .kerasCSV : nil
  }
}
