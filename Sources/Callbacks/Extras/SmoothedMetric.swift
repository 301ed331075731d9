public import RunModel

/// Adds a moving average of a metric to `logs` under a name of its own, for later callbacks to
/// monitor.
///
/// `EarlyStopping` on a noisy metric waits for a lucky value to be beaten; on the average it does
/// not. Epochs without the metric, and those in which it is not finite, have no average either.
///
///     let callbacks: [any Callback] = [
///       SmoothedMetric("val/mAP", .mean(window: 5)),
///       EarlyStopping(monitor: "val/mAP_smoothed", mode: .max),
///     ]
public final class SmoothedMetric: ConfigurableCallback {
  /// The kind of average.
  public enum Kind: Equatable, Sendable {
    /// `weight` times the last average plus 1 − `weight` times the new value; 0 < `weight` < 1.
    case exponential(weight: Double)
    /// The mean of the last `window` values, at least 1; at the beginning of fewer.
    case mean(window: Int)
  }

  private var metric: String
  private var outputName: String?
  /// True when a recipe has set both the weight and the window.
  private var hasTwoKinds = false
  private var kind: Kind
  private var recent: [Double] = []
  private var average: Double?

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - metric: The metric to average.
  ///   - name: The average's name in `logs`, by default the metric's name and `_smoothed`.
  public init(_ metric: String, name: String? = nil, _ kind: Kind = .exponential(weight: 0.6)) {
    self.metric = metric
    outputName = name
    self.kind = kind
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws { forget() }

  public func reset() throws(EditRefusal) { forget() }

  private func forget() {
    recent = []
    average = nil
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    guard let value = logs[metric], value.isFinite else { return }
    let new: Double
    switch kind {
    case .exponential(let weight): new = average.map { $0 * weight + value * (1 - weight) } ?? value
    case .mean(let window):
      recent = Array((recent + [value]).suffix(max(1, window)))
      new = recent.reduce(0, +) / Double(recent.count)
    }
    average = new
    logs[output] = new
  }
}

extension SmoothedMetric {
  public var monitors: [String] { [metric] }
  public var produces: [String] { [output] }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name, role: .measures,
      summary: "\(output) \(average?.metricWords ?? "–")")
  }

  private var output: String { outputName ?? metric + "_smoothed" }

  public static let isSimulated = true

  public static func makeDefault() -> SmoothedMetric { SmoothedMetric("") }

  public static var table: ParameterTable<SmoothedMetric> {
    [
      .fixed("monitor", \.metric, .text, "the metric to average", example: "val/mAP"),
      .fixed("name", \.outputName, .text, "the average's name in logs"),
      .live("window", \.window, .count(least: 1), "the number of values in a mean") {
        if case .mean = $0.kind { true } else { false }
      },
      .live("weight", \.weight, .fraction, "the share of the average so far") {
        if case .exponential = $0.kind { true } else { false }
      },
    ]
  }

  public func checkParameters() throws(EditRefusal) {
    if hasTwoKinds { throw EditRefusal("takes weight or window, not both") }
  }

  /// The weight of an exponential average.
  private var weight: Double {
    get { if case .exponential(let weight) = kind { weight } else { 0 } }
    set {
      // The table has the window before it.
      if case .mean = kind { hasTwoKinds = true }
      kind = .exponential(weight: newValue)
    }
  }

  /// The window of a mean.
  private var window: Int {
    get { if case .mean(let window) = kind { window } else { 1 } }
    set { kind = .mean(window: newValue) }
  }

  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "of": .text(metric), "average": LogValue(average),
        "recent": .list(recent.map(LogValue.number)),
      ])
    }
    set { (average, recent) = (newValue["average"], newValue.list("recent") ?? []) }
  }
}
