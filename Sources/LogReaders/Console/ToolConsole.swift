internal import CurveStore

/// Lines of the tools that print one record a line.
enum ToolConsole {
  /// Takes a line.
  ///
  /// - Returns: the tool; nil when it is none that is known.
  static func take(_ text: ByteText, _ builder: inout LogBuilder) -> LogFormat? {
    if takeDictionary(text, &builder) { return .trainerConsole }
    if takeMMEngine(text, &builder) { return .mmEngineConsole }
    if takeDetectron2(text, &builder) { return .detectron2Console }
    if let format = takeBracketedEpoch(text, &builder) { return format }
    if takeYOLOX(text, &builder) { return .yoloxConsole }
    if takeDarknet(text, &builder) { return .darknetConsole }
    if takeNanoGPT(text, &builder) { return .nanoGPTConsole }
    if takeBoosting(text, &builder) { return .boostingConsole }
    return takeTorchtune(text, &builder) ? .torchtune : nil
  }

  /// `{'loss': 0.68, 'epoch': 0.25}`, perhaps behind a progress bar.
  private static func takeDictionary(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
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
    // The summary at the end: its loss is the mean of all.
    if values.contains(where: { $0.0 == "train_runtime" }) {
      builder.say(text[open.lowerBound..<close.upperBound].string, epoch: epoch)
      builder.edit(run: 0) { $0.status = .finished }
      return true
    }
    for (name, value) in values { builder.add(name, epoch: epoch, value) }
    return true
  }

  /// `… - mmengine - INFO - Epoch(train) [1][ 5/20]  lr: 5.7e-03  loss: 7.8`.
  private static func takeMMEngine(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
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
          let (before, overflow) = (first.part - 1).multipliedReportingOverflow(by: total)
          let (step, tooFar) = before.addingReportingOverflow(second.part)
          if split == .train, total > 0, !overflow, !tooFar { point.step = step }
          // Within an evaluation there are only its own times.
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

  /// `… eta: 0:00:45  iter: 19  total_loss: 0.92  lr: 0.00095`.
  private static func takeDetectron2(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let range = text.range(of: " iter: "),
      let (step, rest) = text.from(range.upperBound).leadingInteger, rest.hasPrefix("  "),
      text.contains("eta:") || text.contains("total_loss:")
    else { return false }
    add(NamedNumbers(rest), LogPoint(step: step, value: 0), nil, &builder)
    return true
  }

  /// torchvision's and DETR's `Epoch: [0]  [10/30]  loss: 3.7 (3.9)`, or PaddleDetection's.
  private static func takeBracketedEpoch(
    _ text: ByteText, _ builder: inout LogBuilder
  ) -> LogFormat? {
    guard let range = text.range(of: "Epoch: ["),
      let epoch = text.from(range.upperBound - 1).leadingBracket,
      let place = epoch.rest.trimmed.leadingBracket, let total = place.whole
    else { return nil }
    let (before, overflow) = epoch.part.multipliedReportingOverflow(by: total)
    let (step, tooFar) = before.addingReportingOverflow(place.part)
    let point = LogPoint(
      step: overflow || tooFar ? nil : step, epoch: Double(epoch.part), value: 0)
    add(NamedNumbers(place.rest), point, nil, &builder)
    return text.contains("ppdet") ? .paddleConsole : .detrConsole
  }

  /// `… - epoch: 1/80, iter: 1/57, mem: 6736Mb, total_loss: 14.5, lr: 6e-08`.
  private static func takeYOLOX(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let range = text.range(of: "epoch: "),
      let epoch = text.from(range.upperBound).leadingPart,
      let mark = epoch.rest.range(of: "iter: "),
      let place = epoch.rest.from(mark.upperBound).leadingPart, let total = place.whole
    else { return false }
    let (before, overflow) = (epoch.part - 1).multipliedReportingOverflow(by: total)
    let (step, tooFar) = before.addingReportingOverflow(place.part)
    var point = LogPoint(epoch: Double(epoch.part), value: 0)
    if !overflow, !tooFar { point.step = step }
    add(NamedNumbers(place.rest), point, .train, &builder)
    return true
  }

  /// ` 1414: 0.784680, 0.851108 avg loss, 0.001000 rate, 30.9 seconds, 90496 images`.
  private static func takeDarknet(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
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

  /// `step 0: train loss 10.8, val loss 10.7` and `iter 1: loss 10.7, time 316.14ms, mfu -100.00%`.
  private static func takeNanoGPT(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
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

  /// `[5]\ttrain-logloss:0.35866+0.012\tvalid-logloss:0.45`, or LightGBM's with a blank.
  private static func takeBoosting(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let (step, _, rest) = text.leadingBracket, rest.hasPrefix("\t") else { return false }
    var values: [(String, Double)] = []
    for part in ByteText(rest.bytes.dropFirst()).split("\t") {
      guard let colon = part.bytes.lastIndex(of: UInt8(ascii: ":")) else { continue }
      let text = ByteText(part.bytes[(colon + 1)...]).trimmed
      // The deviation of a cross-validation follows.
      let mean = text.bytes.dropFirst().firstIndex(of: UInt8(ascii: "+")).map { text.upTo($0) }
      guard let value = text.number ?? mean?.number else { continue }
      values.append((part.upTo(colon).trimmed.string, value))
    }
    // LightGBM says the best line again at the end.
    let isAgain = builder.lastStep(of: values.first?.0 ?? "").map { step < $0 } ?? false
    guard !values.isEmpty else { return false }
    if isAgain, step > 0 {
      builder.say(text.string, step: step)
      return true
    }
    for (name, value) in values { builder.add(name, step: step, value) }
    return true
  }

  /// `Step 12 | loss:0.30 lr:0.0003 tokens_per_second_per_gpu:1234.5`.
  private static func takeTorchtune(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard text.hasPrefix("Step "),
      let (step, rest) = ByteText(text.bytes.dropFirst(5)).leadingInteger, rest.hasPrefix(" | ")
    else { return false }
    let numbers = NamedNumbers(rest)
    add(numbers, LogPoint(step: step, value: 0), nil, &builder)
    return !numbers.pairs.isEmpty
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
