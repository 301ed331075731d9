internal import CurveStore

/// The values of a form that become series.
enum MeasureNames {
  /// The values of a form besides its counters.
  static func values(of form: TextForm, besides counters: FormCounters) -> [FormPlan.Value] {
    if form.given != nil { return givenValues(of: form) }
    return form.layout.slots.compactMap { slot in
      guard slot.use == .measure, slot.number < form.width, slot.number != counters.epoch,
        slot.number != counters.step, isName(slot.name)
      else { return nil }
      let role = MetricKind(slot.name).role
      let statistics = form.statistics[slot.number]
      // A rate of images rather than one of learning.
      if slot.name.lowercased() == "rate", statistics.greatest > 10 { return nil }
      if role == .other {
        // A number in a sentence, or one that never changes.
        if !slot.isJoined, slot.isFollowedByWords { return nil }
        if !slot.isJoined, slot.isWhole || slot.isBracketed, statistics.isConstant { return nil }
        if !slot.isJoined, form.lines == 1, slot.isWhole { return nil }
        if slot.total != nil { return nil }
        if !slot.isJoined, slot.isWhole, isAction(slot.name) { return nil }
        if isSetting(slot, statistics)
          || slot.isPercent && form.lines == 1
            && !(slot.isJoined && (counters.epoch ?? counters.step) != nil)
        {
          return nil
        }
        // The line of a source file, or a setting before the counter: `trainer:41 epoch 1`.
        let isBefore = [counters.epoch, counters.step].contains { $0 ?? -1 > slot.number }
        if slot.isWhole, statistics.isConstant || form.lines == 1,
          isBefore || slot.name.contains(".") && !slot.name.contains(" ")
        {
          return nil
        }
      }
      var value = FormPlan.Value(
        number: slot.number, name: slot.name, split: slot.hasOwnSplit ? nil : slot.split)
      let isHeldBack = slot.split?.isHeldBack == true
      if let mean = slot.mean, mean < form.width, isHeldBack || slot.total != nil {
        value.number = mean
      } else if let total = slot.total, total < form.width {
        value.divisor = total
      }
      return value
    }
  }

  /// Returns true for whole numbers that describe the run: `num_samples`, `total_iters`.
  private static func isSetting(_ slot: TextSlot, _ statistics: SlotStatistics) -> Bool {
    guard statistics.isWhole else { return false }
    let name = slot.name.lowercased()
    if ["finish", "finished", "images", "sen", "sentences"].contains(name) { return true }
    return slot.name.hasPrefix("num") && slot.name.dropFirst(3).first?.isUppercase == true
      || ["num_", "total_", "total number", "max_", "n_", "nb_", "num ", "number of"].contains {
        name.hasPrefix($0)
      }
  }

  /// Returns true for words that say what a program does: in `saving model 1000` nothing is measured.
  private static func isAction(_ name: String) -> Bool {
    guard let word = name.lowercased().split(separator: " ").first else { return false }
    return actions.contains(word)
  }

  private static let actions: Set<Substring> = [
    "saving", "saved", "loading", "loaded", "writing", "wrote", "restoring", "restored", "resuming",
    "resumed", "creating", "created", "building", "built", "reading", "read", "using", "copying",
    "selecting", "trying", "starting", "started",
    "executing", "running", "ending",
  ]

  /// The values that a person named.
  private static func givenValues(of form: TextForm) -> [FormPlan.Value] {
    form.layout.slots.filter { $0.use == .measure && $0.number < form.width }
      .map { FormPlan.Value(number: $0.number, name: $0.name) }
  }

  /// The number that may stand for one not known yet.
  static let placeholder = -100.0

  /// Returns true for the number that stands for one not known yet: nanoGPT's utilization of −100 %.
  static func isPlaceholder(_ value: Double, _ name: String) -> Bool {
    value == placeholder && name == "mfu"
  }

  private static let others: Set<String> = [
    "eta", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "line", "port", "pid", "seed", "version", "epoch",
    "epochs", "step", "steps", "timestamp", "date", "ts", "bytes",
    "time_this_iter_s",
  ]

  /// Returns true for the name of something measured.
  private static func isName(_ name: String) -> Bool {
    guard name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }),
      name.utf8.count <= 100
    else { return false }
    let lower = name.lowercased()
    if [" index", " decreased", " increased", " improved"].contains(where: lower.hasSuffix) {
      return false
    }
    return !others.contains(lower) && !ExtremeWords.areAll(lower)
      && !["new best ", "new worst "].contains { lower.hasPrefix($0) }
  }
}
