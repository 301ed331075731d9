/// `name: value` pairs of lines that are no tool's; names that come once only are no curves.
struct GeneralConsole {
  private var builder = LogBuilder(.console)
  private var epoch: Double?
  private var step: Int64?

  init() { _ = builder.run() }

  mutating func take(_ text: ByteText) {
    takePlace(text)
    for pair in NamedNumbers(text).pairs {
      switch pair.name.lowercased() {
      case "epoch": epoch = pair.value.isFinite ? pair.value : epoch
      case "step", "iter", "iteration", "global_step", "batch":
        step = DelimitedReader.whole(pair.value) ?? step
      case "eta": break
      default: builder.add(pair.name, step: step, epoch: epoch, pair.value)
      }
    }
  }

  /// `Epoch 3`, `epoch [3/10]`, `step 40` without a colon.
  private mutating func takePlace(_ text: ByteText) {
    for (mark, isEpoch): (StaticString, Bool) in [
      ("Epoch ", true), ("epoch ", true), ("Epoch: ", true), ("epoch: ", true), ("Epoch [", true),
      ("Step ", false), ("step ", false), ("Step [", false), ("Iter ", false), ("iter ", false),
      ("Iteration ", false),
    ] {
      guard let range = text.range(of: mark),
        let (value, rest) = text.from(range.upperBound).leadingInteger, !rest.hasPrefix(".")
      else { continue }
      if isEpoch {
        if epoch != Double(value) { step = nil }
        epoch = Double(value)
      } else {
        step = value
      }
    }
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
