internal import CurveStore
internal import RunModel

/// A reader of Keras's progress bars, of both generations, and of the messages of its callbacks.
///
/// A bar shows means since the epoch began: only its last state is the epoch's value.
struct KerasConsole {
  private struct Bar {
    var done: Int64
    var total: Int64?
    var values: [(name: String, value: Double)]
    var phase = Phase.training
  }

  /// The phase that a bar belongs to.
  private enum Phase {
    case training
    /// The second bar of an epoch, which does not mark its metrics as validation.
    case validation
    /// An evaluation after the epoch, which becomes a message instead of a point.
    case evaluation
  }

  private var epoch: Double?
  private var bar: Bar?
  private var phase = Phase.training

  /// Reads a line; returns false when it is not Keras's.
  mutating func read(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    let line = text.trimmed
    if line.hasPrefix("Epoch ") { return readEpoch(line, &builder) }
    if line.hasPrefix("Batch "), line.contains("Invalid loss") {
      builder.addMessage(line.string, epoch: epoch)
      return true
    }
    return readBar(line, &builder)
  }

  /// Reads `Epoch 3/10`, or `Epoch 3:` with a callback's message.
  private mutating func readEpoch(_ line: ByteText, _ builder: inout LogBuilder) -> Bool {
    let rest = ByteText(line.bytes.dropFirst(6))
    if let (part, _, behind) = rest.leadingPart, behind.trimmed.bytes.isEmpty {
      finish(&builder)
      if let epoch, Double(part) <= epoch { builder.beginSegment(run: 0) }
      epoch = Double(part)
      return true
    }
    // YOLOX and others print `Epoch 3: loss 0.5`: only the words of callbacks mark messages.
    guard let (number, behind) = rest.leadingInteger, behind.hasPrefix(": ") else { return false }
    let words: [StaticString] = [
      "reducing learning rate", "early stopping", "improved from", "did not improve",
      "saving model",
      "setting learning rate", "finished saving", "Terminating training", "NaN",
    ]
    guard words.contains(where: { behind.contains($0) }) else { return false }
    builder.addMessage(line.string, epoch: Double(number))
    return true
  }

  private mutating func readBar(_ line: ByteText, _ builder: inout LogBuilder) -> Bool {
    guard let (done, total, rest) = line.leadingPart, rest.hasPrefix(" ") else { return false }
    let parts = rest.split(" - ")
    guard parts.count > 1 else { return false }
    var values: [(name: String, value: Double)] = []
    for part in parts.dropFirst() {
      let pair = part.split(": ")
      guard pair.count == 2, let value = pair[1].trimmed.number else { continue }
      values.append((pair[0].trimmed.string, value))
    }
    guard !values.isEmpty, values.count < 10_000 else { return false }
    if let bar, done < bar.done, bar.done == bar.total {
      // swift-models shows the bar of validation after that of training.
      let isMeasured = bar.values.contains { $0.name.hasPrefix("val_") }
      let isOver = bar.phase != .training || isMeasured
      finish(&builder)
      phase = isOver ? .evaluation : .validation
    }
    bar = Bar(done: done, total: total, values: values, phase: phase)
    return true
  }

  /// Adds the values of the last bar of an epoch.
  mutating func finish(_ builder: inout LogBuilder) {
    defer {
      bar = nil
      phase = .training
    }
    guard let bar, bar.total == nil || bar.done == bar.total else { return }
    if bar.phase == .evaluation {
      let words = bar.values.map { "\($0.name): \($0.value.metricWords)" }
      builder.addMessage("measured again: " + words.joined(separator: ", "), epoch: epoch)
      return
    }
    for (name, value) in bar.values {
      builder.add(name, split: bar.phase == .validation ? .validation : nil, epoch: epoch, value)
    }
  }
}

extension LogFormat {
  static let kerasConsole = LogFormat(
    "keras-console", "Keras console", epochBase: 1, defaultsToTraining: true)
}
