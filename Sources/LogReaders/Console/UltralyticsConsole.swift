internal import CurveStore
internal import RunModel
internal import TextForms

/// A reader of the tables that Ultralytics and YOLOv5 print, one row per epoch.
struct UltralyticsConsole: ToolReader {
  private var builder = LogBuilder(.ultralyticsConsole)
  private var names: [String] = []
  private var epoch: Double?
  private var row: [Double] = []
  private var isOver = false

  init() { _ = builder.run() }

  var isActive: Bool { !names.isEmpty }

  mutating func read(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var builder = builder
    defer { self.builder = builder }
    return read(ByteText(Array(line)[...]), &builder)
  }

  /// The values so far; nil when there are none.
  var contents: LogBuilder? {
    var (reader, builder) = (self, builder)
    reader.finish(&builder)
    return builder.isEmpty ? nil : builder
  }

  /// Reads a line; returns false when it is not part of such a table.
  private mutating func read(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    let words = text.words
    guard let first = words.first, words.count >= 2 else { return false }
    if first.string == "Epoch", words[1].string.lowercased() == "gpu_mem" {
      finish(&builder)
      names = words.dropFirst(2).map(\.string).filter {
        !["instances", "labels", "size", "img_size", "total"].contains($0.lowercased())
      }
      return true
    }
    guard !names.isEmpty else { return false }
    if text.contains("epochs completed in") || text.contains("Stopping training early")
      || text.contains("Training stopped early")
    {
      finish(&builder)
      isOver = true
      builder.addMessage(text.trimmed.string, epoch: epoch)
      return true
    }
    if first.string == "all", words.count >= 7 { return readValidation(words, &builder) }
    guard let (part, _, rest) = first.leadingPart, rest.bytes.isEmpty,
      words[1].bytes.last == UInt8(ascii: "G"), words.count >= 2 + names.count
    else { return false }
    if let epoch, epoch != Double(part) { finish(&builder) }
    if let epoch, Double(part) < epoch { builder.beginSegment(run: 0) }
    epoch = Double(part)
    let values = words.dropFirst(2).prefix(names.count).map { $0.number }
    // An incomplete bar shows means of a part of the epoch.
    row = text.contains("100%") ? values.compactMap(\.self) : []
    return true
  }

  private mutating func readValidation(_ words: [ByteText], _ builder: inout LogBuilder) -> Bool {
    let values = words.dropFirst(3).map { $0.number }
    guard values.allSatisfy({ $0 != nil }) else { return false }
    finish(&builder)
    // After the last epoch the best weights are evaluated again.
    guard !isOver else {
      builder.addMessage("measured again: " + words.map(\.string).joined(separator: " "))
      return true
    }
    let labels = ["P", "R", "mAP50", "mAP50-95"]
    for (index, value) in values.enumerated() {
      guard let value, index < 8 else { continue }
      let name = labels[index % 4] + (index < 4 ? "" : " (2)")
      builder.add(name, split: .validation, epoch: epoch, value)
    }
    return true
  }

  /// Adds the values of the last row of an epoch.
  private mutating func finish(_ builder: inout LogBuilder) {
    defer { row = [] }
    guard row.count == names.count else { return }
    for (name, value) in zip(names, row) {
      builder.add(name, split: .train, epoch: epoch, value)
    }
  }
}

extension LogFormat {
  static let ultralyticsConsole = LogFormat(
    "ultralytics-console", "Ultralytics console", framework: .ultralytics, epochBase: 1)
}
