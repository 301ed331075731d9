internal import Callbacks
internal import Cells
internal import RunModel

/// The lines of a run without a screen, in the form that Keras's `fit` prints.
struct ProgressLines {
  private let isTerminal: Bool
  private let width: Int
  private var hasOpenLine = false
  private var opened = ContinuousClock().now

  init(isTerminal: Bool, width: Int) {
    self.isTerminal = isTerminal
    self.width = max(40, width)
  }

  /// The text to print for an event; empty for most.
  mutating func text(for event: RunEvent, in history: RunHistory) -> String {
    switch event.kind {
    case .runStarted(let info):
      var text = "\(info.name.sanitized): \(info.network), \(info.parameterCount) parameters\n"
      text += "\(info.data), batch size \(info.batchSize), seed \(info.seed)\n"
      if let directory = info.directory { text += "\(directory.sanitized)\n" }
      return text
    case .epochStarted(let epoch):
      if Self.verbosity(history) == 0 { return "" }
      return closed() + "Epoch \(epoch + 1)/\(history.info?.epochs ?? 0)\n"
    case .stepEnded(let progress):
      return isTerminal && Self.verbosity(history) == 1 ? bar(progress, in: history) : ""
    case .epochEnded(let summary):
      if Self.verbosity(history) == 0 { return closed() }
      return epochLine(summary, step: history.step, steps: history.steps)
    case .message(_, let text):
      return closed() + text.sanitized + "\n"
    case .warning(let from, let text):
      return closed() + "warning: \(from): \(text)".sanitized + "\n"
    case .learningRateChanged(let change)
    where history.callbacks.contains(where: { $0.name == change.by }):
      // A callback reports it itself when it is verbose.
      return ""
    default:
      // Each kind declares whether it is printed; the words are those of the list of events.
      guard event.kind.isPrinted, let entry = history.entries.last, entry.time == event.time else {
        return ""
      }
      return closed() + entry.text.sanitized + "\n"
    }
  }

  /// Ends an open progress bar and adds a text on a line of its own.
  mutating func interrupted(_ text: String) -> String { closed() + text }

  private mutating func closed() -> String {
    defer { hasOpenLine = false }
    return hasOpenLine ? "\n" : ""
  }

  private mutating func bar(_ progress: StepProgress, in history: RunHistory) -> String {
    let now = ContinuousClock().now
    guard progress.step == progress.steps || now - opened > .milliseconds(100) else { return "" }
    opened = now
    hasOpenLine = true
    let time = history.lastTime ?? 0
    let seconds = max(0, time - (history.epochStartTime ?? history.startTime ?? time))
    let line = KerasProgress.running(
      step: progress.step, steps: progress.steps, seconds: seconds, logs: progress.logs)
    return "\r\u{1B}[K" + line.sanitized.truncated(to: width - 1)
  }

  private mutating func epochLine(
    _ summary: EpochSummary, step: Int, steps: Int
  ) -> String {
    let start = hasOpenLine ? "\r\u{1B}[K" : ""
    hasOpenLine = false
    let line = KerasProgress.finished(
      step: step, steps: steps, seconds: summary.seconds, logs: summary.logs)
    return start + line.sanitized + "\n"
  }

  /// Keras's `verbose`: 0 prints nothing about epochs, 1 a bar, 2 a line per epoch; a ProgressBar
  /// in the chain sets it.
  private static func verbosity(_ history: RunHistory) -> Int {
    let bar = history.callbacks.first { $0.role == .prints }
    if case .integer(let verbose)? = bar?.field("verbose")?.value { return verbose }
    return 1
  }
}
