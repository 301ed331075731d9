public import RunModel

extension EditConsequence {
  /// Weighs a learning rate set by hand: who else sets the rate, and will write over it.
  ///
  /// - Parameters:
  ///   - rate: The new rate.
  ///   - present: The rate now; nil when it is unknown.
  ///   - callbacks: The run's callbacks as they are now.
  ///   - isOfScript: True for a script, whose schedule goes on from a rate that is set.
  public init(
    ofRate rate: Double, from present: Double?, callbacks: [CallbackState],
    isOfScript: Bool = false
  ) {
    let working = callbacks.filter { $0.field("enabled")?.value != .boolean(false) }
    var words: [String] = []
    if let schedule = working.first(where: { $0.role == .schedulesLearningRate }) {
      words.append(
        isOfScript
          ? "\(schedule.name) goes on from there, with the same shape"
          : "\(schedule.name) sets the rate of each epoch and writes over this at the next")
    }
    for callback in working where callback.role == .reducesLearningRate {
      guard let left = callback.unitsLeft else { continue }
      let unit = left == 1 ? callback.singularUnit : callback.unit ?? "epochs"
      words.append("\(callback.name) lowers it from there, in \(left) \(unit) at the earliest")
    }
    let change = present.flatMap { present in
      present > 0 && present != rate
        ? "\(present.metricWords) → \(rate.metricWords), \((rate / present).metricWords) times the present rate"
        : nil
    }
    self.init(
      past: change,
      next: words.isEmpty
        ? "no callback changes the rate after this" : words.joined(separator: "; "))
  }
}
