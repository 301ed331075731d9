public import RunModel
internal import SystemFiles

/// Prints the progress of training: Keras's progress bar, which Keras's `fit` adds by itself.
///
/// `verbose` 1 prints a moving line, 2 one line per epoch, 0 nothing.
///
///     ProgressBar(verbose: 2)
public final class ProgressBar: ConfigurableCallback {
  private var verbose: Int
  private let write: ((String) -> Void)?
  private let clock = ContinuousClock()
  private var start = ContinuousClock().now
  private var shown: ContinuousClock.Instant?
  private var seen = 0
  private var width = 0
  /// An empty memory: a resume needs nothing of this callback.
  public var memory = CallbackMemory()

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - verbose: 0, 1 or 2.
  ///   - write: Receives the text, by default standard output. With nil nothing is printed: the
  ///     program then prints by itself and reads `verbose` from the callback's parameters.
  public init(verbose: Int = 1, write: ((String) -> Void)? = ProgressBar.standardOutput) {
    self.verbose = verbose
    self.write = write
  }

  /// Prints to standard output without buffering.
  public static let standardOutput: @Sendable (String) -> Void = { text in
    // A closed pipe is not an error of the training.
    _ = Array(text.utf8).withUnsafeBytes { WholeWrite.write($0, to: 1) }
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    start = clock.now
    (shown, seen, width) = (nil, 0, 0)
    if verbose > 0, training.epochs > 1 { write?("Epoch \(epoch + 1)/\(training.epochs)\n") }
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    seen = batch + 1
    let now = clock.now
    guard verbose == 1, let write, shown.map({ now - $0 >= .milliseconds(50) }) ?? true else {
      return
    }
    shown = now
    write(
      line(
        KerasProgress.running(step: seen, steps: training.steps, seconds: seconds, logs: logs)))
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard verbose > 0, let write else { return }
    let text = KerasProgress.finished(
      step: seen, steps: training.steps, seconds: seconds, logs: logs, hasBar: verbose == 1)
    write((verbose == 1 ? line(text) : text) + "\n")
  }

  private var seconds: Double { (clock.now - start) / .seconds(1) }

  /// A text that replaces the line before it.
  private func line(_ text: String) -> String {
    defer { width = text.count }
    return "\r" + text + String(repeating: " ", count: max(0, width - text.count))
  }

  public var state: CallbackState {
    CallbackState(id: Self.recipeName, name: name, role: .prints)
  }

  /// Creates the callback of a recipe; the program prints by itself and reads `verbose` from here.
  public static func makeDefault() -> ProgressBar { ProgressBar(write: nil) }

  public static var table: ParameterTable<ProgressBar> {
    [
      .live(
        "verbose", \.verbose, .count(), "0 for nothing, 1 for a bar, 2 for a line per epoch")
    ]
  }
}
