internal import CurveStore

/// The series of `name: value` pairs in lines of no known tool; names that occur only once are
/// dropped.
struct GeneralConsole {
  private var builder = LogBuilder(.console)
  private var epoch: Double?
  private var step: Int64?

  init() { _ = builder.run() }

  /// Adds the numbers of a line.
  mutating func read(_ text: ByteText) {
    let hasPosition = readPosition(text)
    let pairs = NamedNumbers(text).pairs
    if pairs.isEmpty, hasPosition { readWords(text) }
    for pair in pairs {
      switch pair.name.lowercased() {
      case "epoch": epoch = pair.value.isFinite ? pair.value : epoch
      case "step", "iter", "iteration", "global_step", "batch":
        step = DelimitedCell.whole(pair.value) ?? step
      case "eta": break
      default: builder.add(pair.name, step: step, epoch: epoch, pair.value)
      }
    }
  }

  /// Reads `train_loss 0.51 | val acc 0.6` after an epoch or a step: pieces of words and a number.
  private mutating func readWords(_ text: ByteText) {
    guard text.bytes.count <= 1000 else { return }
    let pieces = text.bytes.split { ",|;:".utf8.contains($0) }
    for piece in pieces {
      var words = piece.split(separator: 0x20)
      guard (2...4).contains(words.count), let last = words.popLast(),
        let value = NumberText(last).value,
        words.allSatisfy({
          $0.first.map { $0 == 0x5F || (0x61...0x7A).contains($0 | 0x20) } ?? false
        })
      else { continue }
      let name = LogText.string(ArraySlice(words.joined(separator: [0x20])))
      let positions = ["epoch", "step", "iter", "iteration", "eta", "time", "batch"]
      if !positions.contains(name.lowercased()) {
        builder.add(name, step: step, epoch: epoch, value)
      }
    }
  }

  /// Reads `Epoch 3`, `epoch [3/10]` or `step 40` without a colon; returns false when there is
  /// none.
  private mutating func readPosition(_ text: ByteText) -> Bool {
    var isFound = false
    for (mark, isEpoch): (StaticString, Bool) in [
      ("Epoch ", true), ("epoch ", true), ("Epoch: ", true), ("epoch: ", true), ("Epoch [", true),
      ("Step ", false), ("step ", false), ("Step [", false), ("Iter ", false), ("iter ", false),
      ("Iteration ", false),
    ] {
      guard let range = text.range(of: mark),
        let (value, rest) = text.from(range.upperBound).leadingInteger, !rest.hasPrefix(".")
      else { continue }
      isFound = true
      if isEpoch {
        if epoch != Double(value) { step = nil }
        epoch = Double(value)
      } else {
        step = value
      }
    }
    return isFound
  }

  /// The contents; nil when no series has two points.
  consuming func contents(_ notes: [LogNote]) -> LogContents? {
    notes.forEach { builder.note($0) }
    builder.removeSeries(shorterThan: 2)
    guard !builder.isEmpty else { return nil }
    let contents = builder.contents()
    // Prose and settings also contain names with numbers, but no metrics, epochs or steps.
    let isLog = contents.runs.flatMap(\.series).contains {
      $0.role != .other || $0.points.hasSteps || $0.points.hasEpochs
    }
    return isLog ? contents : nil
  }
}
