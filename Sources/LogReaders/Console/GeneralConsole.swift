internal import CurveStore

/// `name: value` pairs of lines that are no tool's; names that come once only are no curves.
struct GeneralConsole {
  private var builder = LogBuilder(.console)
  private var epoch: Double?
  private var step: Int64?

  init() { _ = builder.run() }

  mutating func take(_ text: ByteText) {
    let hasPlace = takePlace(text)
    let pairs = NamedNumbers(text).pairs
    if pairs.isEmpty, hasPlace { takeWords(text) }
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

  /// `train_loss 0.51 | val acc 0.6` behind an epoch or a step: words and a number a piece.
  private mutating func takeWords(_ text: ByteText) {
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
      let place = ["epoch", "step", "iter", "iteration", "eta", "time", "batch"]
      if !place.contains(name.lowercased()) { builder.add(name, step: step, epoch: epoch, value) }
    }
  }

  /// `Epoch 3`, `epoch [3/10]`, `step 40` without a colon; whether there is one.
  private mutating func takePlace(_ text: ByteText) -> Bool {
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

  /// What was found; nil when there is no curve of two points.
  consuming func contents(_ notes: [LogNote]) -> LogContents? {
    notes.forEach { builder.note($0) }
    builder.removeSeries(shorterThan: 2)
    guard !builder.isEmpty else { return nil }
    let contents = builder.contents()
    // Prose and settings have names with numbers, too, but none of a training's and no place in one.
    let isLog = contents.runs.flatMap(\.series).contains {
      $0.role != .other || $0.points.hasSteps || $0.points.hasEpochs
    }
    return isLog ? contents : nil
  }
}
