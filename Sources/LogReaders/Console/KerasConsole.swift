internal import CurveStore
internal import RunModel

/// Keras's progress bars, of both generations, and what its callbacks print.
///
/// A bar shows means since the epoch began: its last state is the epoch's value, the others are not kept.
struct KerasConsole {
  private struct Bar {
    var done: Int64
    var total: Int64?
    var values: [(name: String, value: Double)]
    var place = Place.training
  }

  /// What a bar belongs to.
  private enum Place {
    case training
    /// A second bar of an epoch that did not name its validation metrics.
    case validation
    /// A measurement when the epoch was over: it is told, but no point of a curve.
    case evaluation
  }

  private var epoch: Double?
  private var bar: Bar?
  private var place = Place.training

  /// Takes a line; false when it is none of Keras's.
  mutating func take(_ text: ByteText, _ builder: inout LogBuilder) -> Bool {
    let line = text.trimmed
    if line.hasPrefix("Epoch ") { return takeEpoch(line, &builder) }
    if line.hasPrefix("Batch "), line.contains("Invalid loss") {
      builder.say(line.string, epoch: epoch)
      return true
    }
    return takeBar(line, &builder)
  }

  /// `Epoch 3/10`, or `Epoch 3: what a callback says`.
  private mutating func takeEpoch(_ line: ByteText, _ builder: inout LogBuilder) -> Bool {
    let rest = ByteText(line.bytes.dropFirst(6))
    if let (part, _, behind) = rest.leadingPart, behind.trimmed.bytes.isEmpty {
      finish(&builder)
      if let epoch, Double(part) <= epoch { builder.beginSegment(run: 0) }
      epoch = Double(part)
      return true
    }
    // YOLOX and others print `Epoch 3: loss 0.5`: only the words of callbacks are messages.
    guard let (number, behind) = rest.leadingInteger, behind.hasPrefix(": ") else { return false }
    let words: [StaticString] = [
      "reducing learning rate", "early stopping", "improved from", "did not improve",
      "saving model",
      "setting learning rate", "finished saving", "Terminating training", "NaN",
    ]
    guard words.contains(where: { behind.contains($0) }) else { return false }
    builder.say(line.string, epoch: Double(number))
    return true
  }

  private mutating func takeBar(_ line: ByteText, _ builder: inout LogBuilder) -> Bool {
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
      // swift-models shows the validation's bar behind that of the training.
      let isMeasured = bar.values.contains { $0.name.hasPrefix("val_") }
      let isOver = bar.place != .training || isMeasured
      finish(&builder)
      place = isOver ? .evaluation : .validation
    }
    bar = Bar(done: done, total: total, values: values, place: place)
    return true
  }

  /// Keeps the bar that an epoch ended with.
  mutating func finish(_ builder: inout LogBuilder) {
    defer {
      bar = nil
      place = .training
    }
    guard let bar, bar.total == nil || bar.done == bar.total else { return }
    if bar.place == .evaluation {
      let words = bar.values.map { "\($0.name): \($0.value.metricWords)" }
      builder.say("measured again: " + words.joined(separator: ", "), epoch: epoch)
      return
    }
    for (name, value) in bar.values {
      builder.add(name, split: bar.place == .validation ? .validation : nil, epoch: epoch, value)
    }
  }
}
