internal import Cells
internal import RunModel

/// The lines of a run without a screen, in the form that Keras's `fit` prints.
struct ProgressLines {
  private let isTerminal: Bool
  private let width: Int
  private var hasOpenLine = false
  private var opened = ContinuousClock().now
  private var epochStart = 0.0

  init(isTerminal: Bool, width: Int) {
    self.isTerminal = isTerminal
    self.width = max(40, width)
  }

  /// What to print for an event; empty for most.
  mutating func text(for event: RunEvent, in history: RunHistory) -> String {
    switch event.kind {
    case .runStarted(let info):
      var text = "\(info.name.sanitized): \(info.network), \(info.parameterCount) parameters\n"
      text += "\(info.data), batch size \(info.batchSize), seed \(info.seed)\n"
      if let directory = info.directory { text += "\(directory.sanitized)\n" }
      return text
    case .epochStarted(let epoch):
      epochStart = event.time
      return closed() + "Epoch \(epoch + 1)/\(history.info?.epochs ?? 0)\n"
    case .stepEnded(let progress):
      return isTerminal ? bar(progress, at: event.time) : ""
    case .epochEnded(let summary):
      return epochLine(summary, step: history.step, steps: history.steps)
    case .message(_, let text):
      return closed() + text.sanitized + "\n"
    case .warning(let from, let text):
      return closed() + "warning: \(from): \(text)".sanitized + "\n"
    case .paused:
      return closed() + "paused\n"
    case .resumed:
      return closed() + "resumed\n"
    case .learningRateChanged(let change)
    where history.callbacks.contains(where: { $0.name == change.by }):
      // A callback says it itself, when it is asked to be verbose.
      return ""
    case .commandApplied, .commandRefused, .learningRateChanged:
      guard let entry = history.entries.last, entry.time == event.time else { return "" }
      return closed() + entry.text.sanitized + "\n"
    case .validationStarted, .evaluated, .improved, .checkpointSaved, .runEnded:
      return ""
    }
  }

  /// Text that comes between, on a line of its own.
  mutating func interrupted(_ text: String) -> String { closed() + text }

  private mutating func closed() -> String {
    defer { hasOpenLine = false }
    return hasOpenLine ? "\n" : ""
  }

  private mutating func bar(_ progress: StepProgress, at time: Double) -> String {
    let now = ContinuousClock().now
    guard progress.step == progress.steps || now - opened > .milliseconds(100) else { return "" }
    opened = now
    hasOpenLine = true
    let seconds = max(0, time - epochStart)
    let left = seconds / Double(progress.step) * Double(progress.steps - progress.step)
    let filled = 20 * progress.step / max(1, progress.steps)
    let line =
      "\(progress.step)/\(progress.steps) " + String(repeating: "━", count: filled)
      + String(repeating: "─", count: 20 - filled) + " \(Int(left.rounded()))s - "
      + Self.metrics(progress.logs)
    return "\r\u{1B}[K" + line.truncated(to: width - 1)
  }

  private mutating func epochLine(
    _ summary: EpochSummary, step: Int, steps: Int
  ) -> String {
    let start = hasOpenLine ? "\r\u{1B}[K" : ""
    hasOpenLine = false
    let each = step > 0 ? summary.seconds / Double(step) : 0
    return start + "\(step)/\(steps) - \(Int(summary.seconds.rounded()))s - "
      + "\(Self.duration(each))/step - \(Self.metrics(summary.logs))\n"
  }

  private static func duration(_ seconds: Double) -> String {
    if seconds >= 1 { return "\(Int(seconds))s" }
    return seconds >= 1e-3 ? "\(Int(seconds * 1e3))ms" : "\(Int(seconds * 1e6))us"
  }

  private static func metrics(_ logs: Logs) -> String {
    logs.compactMap { name, value in
      value.double.map { "\(name.sanitized): \(kerasNumber($0))" }
    }.joined(separator: " - ")
  }

  /// Four decimals, or an exponent where those would say nothing, as Keras's progress bar.
  private static func kerasNumber(_ value: Double) -> String {
    guard value.isFinite else { return value.pythonDescription }
    if abs(value) > 1e-3 || value == 0 {
      let scaled = (abs(value) * 1e4).rounded()
      guard scaled < 1e15 else { return value.pythonDescription }
      let digits = String(Int(scaled) % 10_000)
      let padded = String(repeating: "0", count: 4 - digits.count) + digits
      return "\(value < 0 ? "-" : "")\(Int(scaled) / 10_000).\(padded)"
    }
    var (mantissa, power) = (abs(value), 0)
    while mantissa < 1 { (mantissa, power) = (mantissa * 10, power - 1) }
    let digits = String(Int((mantissa * 1e4).rounded()))
    return "\(value < 0 ? "-" : "")\(digits.prefix(1)).\(digits.dropFirst())e-"
      + (power > -10 ? "0" : "") + "\(-power)"
  }
}
