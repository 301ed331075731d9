internal import CurveStore

/// The readers of console lines, for tools that print one record per line.
///
/// A new tool is a format, a row of `tools` and its function.
enum ToolConsole {
  /// A tool with the function that reads its lines.
  private struct Tool: Sendable {
    var format: LogFormat
    /// Adds the numbers of a line; returns false when the line is not the tool's.
    var read: @Sendable (ByteText, inout LogBuilder) -> Bool
  }

  /// The tools; the first one that knows a line reads it.
  private static let tools = [
    Tool(format: .trainerConsole, read: readDictionary),
    Tool(format: .mmEngineConsole, read: readMMEngine),
    Tool(format: .detectron2Console, read: readDetectron2),
    Tool(format: .paddleConsole, read: readPaddle),
    Tool(format: .detrConsole, read: readBracketedEpoch),
    Tool(format: .yoloxConsole, read: readYOLOX),
    Tool(format: .darknetConsole, read: readDarknet),
    Tool(format: .nanoGPTConsole, read: readNanoGPT),
    Tool(format: .boostingConsole, read: readBoosting),
    Tool(format: .torchtune, read: readTorchtune),
  ]

  /// Reads a line.
  ///
  /// - Returns: The tool's format; nil when no tool knows the line.
  static func read(_ text: ByteText, _ builder: inout LogBuilder) -> LogFormat? {
    for tool in tools where tool.read(text, &builder) { return tool.format }
    return nil
  }

  /// Reads `{'loss': 0.68, 'epoch': 0.25}`, which may follow a progress bar.
  private static func readDictionary(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let open = text.range(of: "{'"), let close = text.range(of: "}", from: open.upperBound)
    else { return false }
    var values: [(String, Double)] = []
    var epoch: Double?
    for part in text[open.upperBound - 1..<close.lowerBound].split(", ") {
      let pair = part.split("': ")
      guard pair.count == 2, pair[0].trimmed.hasPrefix("'") else { continue }
      let name = ByteText(pair[0].trimmed.bytes.dropFirst()).string
      let bare = pair[1].trimmed.bytes.filter { $0 != UInt8(ascii: "'") }
      guard let value = NumberText(bare[...]).value else { continue }
      if name == "epoch" { epoch = value } else { values.append((name, value)) }
    }
    guard !values.isEmpty, epoch != nil || values.contains(where: { $0.0.contains("loss") }) else {
      return false
    }
    // The summary at the end, whose loss is the mean of all.
    if values.contains(where: { $0.0 == "train_runtime" }) {
      builder.addMessage(text[open.lowerBound..<close.upperBound].string, epoch: epoch)
      builder.edit(run: 0) { $0.status = .finished }
      return true
    }
    for (name, value) in values { builder.add(name, epoch: epoch, value) }
    return true
  }

  /// Reads `… - mmengine - INFO - Epoch(train) [1][ 5/20]  lr: 5.7e-03  loss: 7.8`.
  private static func readMMEngine(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    for (mark, split): (StaticString, LogSeries.Split) in [
      ("Epoch(train)", .train), ("Epoch(val)", .validation), ("Epoch(test)", .test),
      ("Iter(train)", .train), ("Iter(val)", .validation),
    ] {
      guard let range = text.range(of: mark) else { continue }
      guard let first = text.from(range.upperBound).trimmed.leadingBracket else { return false }
      var point = LogPoint(value: 0)
      var rest = first.rest
      if text[range].hasPrefix("Epoch") {
        point.epoch = Double(first.part)
        if let second = rest.leadingBracket {
          rest = second.rest
          let total = second.whole ?? 0
          if split == .train, total > 0 {
            point.step = step(after: first.part - 1, of: total, batch: second.part)
          }
          // During an evaluation only times are logged.
          if split != .train, second.part < total { return true }
        }
      } else {
        point.step = first.part
      }
      let numbers = NamedNumbers(rest)
      let isTimesOnly = numbers.pairs.allSatisfy { $0.name.hasSuffix("time") }
      if split == .train || !isTimesOnly { add(numbers, point, split, &builder) }
      return true
    }
    return false
  }

  /// Reads `… eta: 0:00:45  iter: 19  total_loss: 0.92  lr: 0.00095`.
  private static func readDetectron2(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let range = text.range(of: " iter: "),
      let (step, rest) = text.from(range.upperBound).leadingInteger, rest.hasPrefix("  "),
      text.contains("eta:") || text.contains("total_loss:")
    else { return false }
    add(NamedNumbers(rest), LogPoint(step: step, value: 0), nil, &builder)
    return true
  }

  /// Reads PaddleDetection's `[…] ppdet.engine INFO: Epoch: [0] [ 0/30] loss: 3.7`.
  private static func readPaddle(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    text.contains("ppdet") && readBracketedEpoch(text, &builder)
  }

  /// Reads torchvision's and DETR's `Epoch: [0]  [10/30]  loss: 3.7 (3.9)`.
  private static func readBracketedEpoch(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let range = text.range(of: "Epoch: ["),
      let epoch = text.from(range.upperBound - 1).leadingBracket,
      let batch = epoch.rest.trimmed.leadingBracket, let total = batch.whole
    else { return false }
    let step = step(after: epoch.part, of: total, batch: batch.part)
    add(
      NamedNumbers(batch.rest), LogPoint(step: step, epoch: Double(epoch.part), value: 0), nil,
      &builder)
    return true
  }

  /// Reads `… - epoch: 1/80, iter: 1/57, mem: 6736Mb, total_loss: 14.5, lr: 6e-08`.
  private static func readYOLOX(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let range = text.range(of: "epoch: "),
      let epoch = text.from(range.upperBound).leadingPart,
      let mark = epoch.rest.range(of: "iter: "),
      let batch = epoch.rest.from(mark.upperBound).leadingPart, let total = batch.whole
    else { return false }
    let step = step(after: epoch.part - 1, of: total, batch: batch.part)
    add(
      NamedNumbers(batch.rest), LogPoint(step: step, epoch: Double(epoch.part), value: 0), .train,
      &builder)
    return true
  }

  /// Reads ` 1414: 0.784680, 0.851108 avg loss, 0.001000 rate, 30.9 seconds, 90496 images`.
  private static func readDarknet(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard text.contains(" avg"), text.contains(" rate,"),
      let (step, rest) = text.trimmed.leadingInteger, rest.hasPrefix(":")
    else { return false }
    let parts = ByteText(rest.bytes.dropFirst()).split(", ")
    guard parts.count >= 3, let loss = parts[0].number else { return false }
    builder.add("loss", step: step, loss)
    for part in parts.dropFirst() {
      let words = part.words
      guard words.count >= 2, let value = words[0].number else { continue }
      if words[1].string == "avg" { builder.add("avg loss", step: step, value) }
      if words[1].string == "rate" { builder.add("rate", step: step, value) }
    }
    return true
  }

  /// Reads `step 0: train loss 10.8, val loss 10.7` and `iter 1: loss 10.7, time 316.14ms, mfu
  /// -100.00%`.
  private static func readNanoGPT(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    let line = text.trimmed
    guard line.hasPrefix("step ") || line.hasPrefix("iter "),
      let (step, rest) = ByteText(line.bytes.dropFirst(5)).leadingInteger, rest.hasPrefix(": ")
    else { return false }
    var isFound = false
    for part in ByteText(rest.bytes.dropFirst(2)).split(", ") {
      let words = part.words
      guard words.count >= 2, let value = words.last?.number else { continue }
      let name = words.dropLast().map(\.string).joined(separator: " ")
      // mfu is −100 until it is known.
      if name == "mfu", value < 0 { continue }
      builder.add(name, step: step, value)
      isFound = true
    }
    return isFound
  }

  /// Reads `[5]\ttrain-logloss:0.35866+0.012\tvalid-logloss:0.45`, or LightGBM's with a blank.
  private static func readBoosting(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let (step, _, rest) = text.leadingBracket, rest.hasPrefix("\t") else { return false }
    var values: [(String, Double)] = []
    for part in ByteText(rest.bytes.dropFirst()).split("\t") {
      guard let colon = part.bytes.lastIndex(of: UInt8(ascii: ":")) else { continue }
      let text = ByteText(part.bytes[(colon + 1)...]).trimmed
      // The deviation of a cross-validation follows the mean.
      let mean = text.bytes.dropFirst().firstIndex(of: UInt8(ascii: "+")).map { text.upTo($0) }
      guard let value = text.number ?? mean?.number else { continue }
      values.append((part.upTo(colon).trimmed.string, value))
    }
    // LightGBM repeats the best line at the end.
    let isRepeated = builder.lastStep(of: values.first?.0 ?? "").map { step < $0 } ?? false
    guard !values.isEmpty else { return false }
    if isRepeated, step > 0 {
      builder.addMessage(text.string, step: step)
      return true
    }
    for (name, value) in values { builder.add(name, step: step, value) }
    return true
  }

  /// Reads `Step 12 | loss:0.30 lr:0.0003 tokens_per_second_per_gpu:1234.5`.
  private static func readTorchtune(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard text.hasPrefix("Step "),
      let (step, rest) = ByteText(text.bytes.dropFirst(5)).leadingInteger, rest.hasPrefix(" | ")
    else { return false }
    let numbers = NamedNumbers(rest)
    add(numbers, LogPoint(step: step, value: 0), nil, &builder)
    return !numbers.pairs.isEmpty
  }

  /// The number of a batch over all epochs of a length; nil when it overflows.
  private static func step(after epochsBefore: Int64, of length: Int64, batch: Int64) -> Int64? {
    let (before, overflow) = epochsBefore.multipliedReportingOverflow(by: length)
    let (step, tooFar) = before.addingReportingOverflow(batch)
    return overflow || tooFar ? nil : step
  }

  private static func add(
    _ numbers: NamedNumbers, _ point: LogPoint, _ split: LogSeries.Split?,
    _ builder: inout LogBuilder
  ) {
    for pair in numbers.pairs where pair.name.lowercased() != "eta" {
      var point = point
      point.value = pair.value
      builder.append(point, to: builder.series(pair.name, split: split))
    }
  }
}

extension LogFormat {
  static let trainerConsole = LogFormat(
    "hf-console", "Hugging Face console", defaultsToTraining: true)
  static let mmEngineConsole = LogFormat("mmengine-console", "MMEngine console", epochBase: 1)
  static let detectron2Console = LogFormat(
    "detectron2-console", "Detectron2 console", defaultsToTraining: true)
  static let detrConsole = LogFormat(
    "detr-console", "DETR console", epochBase: 0, defaultsToTraining: true)
  static let yoloxConsole = LogFormat("yolox-console", "YOLOX console", epochBase: 1)
  static let paddleConsole = LogFormat(
    "paddledetection-console", "PaddleDetection console", epochBase: 0, defaultsToTraining: true)
  static let darknetConsole = LogFormat(
    "darknet-console", "darknet console", defaultsToTraining: true)
  static let nanoGPTConsole = LogFormat(
    "nanogpt-console", "nanoGPT console", defaultsToTraining: true)
  static let boostingConsole = LogFormat("boosting-console", "XGBoost or LightGBM console")
}
