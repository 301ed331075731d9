public import RunModel

extension EditConsequence {
  /// Weighs a learning rate set by hand: who else sets the rate, and will write over it.
  ///
  /// The result of a relative change is called "about" that number while a schedule may move the
  /// rate before.
  ///
  /// - Parameters:
  ///   - change: The change of the rate.
  ///   - present: The rate now; nil when it is unknown.
  ///   - callbacks: The run's callbacks as they are now.
  ///   - history: The run: the schedule of a script goes on from a rate that is set, another takes
  ///     over as the next epoch begins.
  public init(
    ofRate change: NumberChange, from present: Double?, callbacks: [CallbackState],
    in history: RunHistory
  ) {
    // It becomes a 32-bit number.
    let rate = change.result(from: present).map { Float($0).isNormal ? Double(Float($0)) : $0 }
    let working = callbacks.filter { $0.field("enabled")?.value != .boolean(false) }
    let warning = rate.flatMap { Self.warning(of: $0, in: history) }
    var words = [warning].compactMap(\.self)
    let schedule = working.first { $0.role == .schedulesLearningRate }
    if let schedule {
      if history.info?.isOurs == false {
        words.append("\(schedule.name) goes on from there, with the same shape")
      } else if let moment = history.momentOfSchedule {
        words.append("the schedule takes over \(moment)")
        if schedule.field("scale") != nil { words.append("its scale changes all of its rates") }
      }
    }
    for callback in working where callback.role == .reducesLearningRate {
      // Keras lowers only a rate above min_lr.
      if case .number(let floor) = callback.field("min_lr")?.value, let rate,
        rate <= floor
      {
        words.append("\(callback.name) lowers it no more: its min_lr is \(floor.metricWords)")
        continue
      }
      guard let left = callback.unitsLeft, !history.ends(before: callback) else { continue }
      let unit = left == 1 ? callback.singularUnit : callback.unit ?? "epochs"
      words.append("\(callback.name) lowers it from there, in \(left) \(unit) at the earliest")
    }
    // A typed rate is told as it was typed, others as the screen shows them.
    func told(_ rate: Double) -> String {
      change.isRelative ? rate.rateWords : rate.settingWords
    }
    let about = change.isRelative && schedule != nil ? "about " : ""
    var past: String?
    if let present, let rate, present > 0, rate != present {
      past =
        "\(present.rateWords) → \(about)\(told(rate)), "
        + "\((rate / present).metricWords) times the present rate"
    }
    if words.count == (warning == nil ? 0 : 1) {
      words.append("no callback changes the rate after this")
    }
    let result = rate.map { about + told($0) } ?? change.words
    self.init(
      past: past, next: words.joined(separator: "; "),
      brief: ["learning rate \(result): \(words[0])"] + words.dropFirst())
  }

  /// The rate beyond those of the run, in units of the highest, from which it is called far.
  private static let farAbove = 10.0

  /// A clause about a rate far above all that the run has trained with; nil for any other.
  private static func warning(of rate: Double, in history: RunHistory) -> String? {
    guard let highest = history.learningRates.best(.max)?.y, highest > 0, rate >= farAbove * highest
    else { return nil }
    return "\((rate / highest).metricWords) times the highest rate so far"
  }
}

extension RunHistory {
  /// The moment at which the schedule sets the rate next, in words; nil in the last epoch.
  fileprivate var momentOfSchedule: String? {
    if status == .paused, step == 0 { return "at once" }
    guard let info, info.epochs > 0, epoch + 1 >= info.epochs else {
      return "at the end of the epoch"
    }
    return nil
  }
}
