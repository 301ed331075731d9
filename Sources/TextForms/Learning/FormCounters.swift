internal import CurveStore

/// The counters of a form: found by their names, by their brackets, and by how they grow.
struct FormCounters {
  /// The index of the number that is the epoch.
  var epoch: Int?
  /// The index of the number that is the step.
  var step: Int?
  /// The index of the number of the process that wrote the line.
  var writer: Int?
  /// The progress of a bar or an evaluation.
  var progress: FormPlan.Progress?
  /// The numbers without names that may count.
  var unnamed: [TextSlot] = []
  /// True when the epoch has decimals.
  private(set) var hasFractionalEpoch = false

  /// Finds the counters that have names, and the candidates among the others.
  init(_ form: TextForm) {
    guard !form.isMessage else { return }
    let slots = form.layout.slots.filter { $0.number < form.width }
    if form.given != nil {
      epoch = slots.first { $0.use == .counter(.epoch) }?.number
      step = slots.first { $0.use == .counter(.step) }?.number
      return
    }
    let firstMeasure =
      slots.first { $0.use == .measure && !$0.isFollowedByWords }?.number ?? Int.max
    epoch =
      slots.first { $0.use == .counter(.epoch) && $0.total != nil }?.number
      ?? slots.first { $0.use == .counter(.epoch) && form.statistics[$0.number].least >= 0 }?.number
    step =
      slots.filter {
        $0.use == .counter(.step) && $0.isWhole && Self.isCounting(form.statistics[$0.number])
      }
      .max { CounterWords.preference($0.name) < CounterWords.preference($1.name) }?.number
    findPair(form, slots)
    if epoch == nil, step == nil { step = Self.steady(form, slots) }
    let isFixed = slots.allSatisfy { !form.statistics[$0.number].isChanging }
    if let number = epoch, isFixed, isTotal(form, number) { epoch = nil }
    if isFixed, Self.areSettings(slots) { (epoch, step) = (nil, nil) }
    if step == nil { step = Self.percentage(slots, epoch) }
    if let epoch { hasFractionalEpoch = !form.statistics[epoch].isWhole }
    unnamed = slots.filter {
      $0.use == .unnamed && $0.isWhole && !$0.isPercent && form.statistics[$0.number].isWhole
        && form.statistics[$0.number].least >= 0
        && ($0.total != nil
          || $0.number < firstMeasure && ($0.isBracketed || $0.isLeading && !form.isTableRow))
    }
    writer = slots.first { $0.use == .writer }?.number
    findWriter(form)
    findProgress(form, slots)
  }

  /// Returns false for a number that only ever falls, such as the number of episodes in an interval.
  private static func isCounting(_ statistics: SlotStatistics) -> Bool {
    statistics.rises > 0 || statistics.falls < 2
  }

  /// The number of `Epoch: 9 [20%]`, which says how much of the epoch is done; nil when there is none.
  private static func percentage(_ slots: [TextSlot], _ epoch: Int?) -> Int? {
    guard let epoch, let index = slots.firstIndex(where: { $0.number == epoch }),
      slots[index].total == nil, index + 1 < slots.count
    else { return nil }
    let next = slots[index + 1]
    return next.isPercent && next.isBracketed && next.use == .unnamed ? next.number : nil
  }

  /// Takes `Batch 4/203700` for the epoch and the step, where the second number counts up or is less
  /// than the first.
  private mutating func findPair(_ form: TextForm, _ slots: [TextSlot]) {
    guard epoch == nil, let number = step, let slot = slots.first(where: { $0.number == number }),
      let total = slot.total, total < form.width, form.statistics[total].isWhole
    else { return }
    let (outer, inner) = (form.statistics[number], form.statistics[total])
    guard outer.rises <= inner.rises, outer.falls == 0 else { return }
    if inner.greatest < outer.least {
      (epoch, step) = (number, nil)
    } else if inner.rises > 0, inner.falls <= outer.rises, inner.least > outer.greatest {
      (epoch, step) = (number, total)
    }
  }

  /// The number of `traing iter: 194`, whose name ends with that of a counter, where it counts up.
  private static func steady(_ form: TextForm, _ slots: [TextSlot]) -> Int? {
    slots.first { slot in
      guard slot.use == .measure, slot.isWhole, form.lines > 2,
        let last = slot.name.split(separator: " ").last, CounterWords.counter(String(last)) == .step
      else { return false }
      let statistics = form.statistics[slot.number]
      return statistics.falls == 0 && statistics.unitRises == form.lines - 1
    }?.number
  }

  /// Takes a bare number before a named counter as that of the process that wrote the line.
  private mutating func findWriter(_ form: TextForm) {
    guard let named = [epoch, step].compactMap(\.self).min(), let first = unnamed.first,
      first.number < named, first.total == nil, first.name.isEmpty
    else { return findRank(form) }
    let statistics = form.statistics[first.number]
    guard statistics.greatest < 4096 else { return }
    let isPair = unnamed.count > 1 && unnamed[1].number < named && unnamed[1].total == nil
    writer = isPair ? unnamed[1].number : first.number
    unnamed.removeAll { $0.number < named && $0.total == nil }
  }

  /// Takes `(2/4)` before a named epoch and step as the rank that wrote the line.
  private mutating func findRank(_ form: TextForm) {
    guard !form.isBar, let epoch, let step, let first = unnamed.first,
      first.number < min(epoch, step),
      let total = first.total, total < form.width, form.statistics[total].isConstant,
      form.statistics[first.number].greatest < form.statistics[total].least
    else { return }
    writer = first.number
    unnamed.removeFirst()
  }

  /// Decides which of the numbers without names count, knowing what else is in the file.
  ///
  /// - Parameters:
  ///   - epochs: The total of the epochs, where the file says it.
  ///   - epochsSoFar: The number of times that an epoch stepped on.
  ///   - others: The counters of the run in all forms.
  mutating func decide(
    _ form: TextForm, hasEpochs: Bool, isEvaluated: Bool, epochs: Double?, epochsSoFar: Int,
    others: [RunCounter]
  ) {
    guard !form.isMessage, form.given == nil else { return }
    let hasMeasures = form.layout.slots.contains { $0.use == .measure }
    if epoch == nil, let first = unnamed.first, hasMeasures {
      let inner = step ?? unnamed.dropFirst().first?.number
      if let inner {
        if first.number < inner, isOuter(form, first.number, inner) {
          epoch = first.number
          unnamed.removeFirst()
        }
      } else if hasEpochs ? isOfAll(form, first, epochs) : isEpoch(form, first, isEvaluated) {
        epoch = first.number
        unnamed.removeFirst()
      }
    }
    if step == nil, hasMeasures, let next = unnamed.first(where: { $0.number != epoch }) {
      let isFixed = form.statistics[next.number].isConstant && next.total == nil
      if !isFixed { step = next.number }
    }
    if let step, let own = progress, step < own.number,
      form.statistics[step].rises >= form.statistics[own.number].rises
    {
      // `1|39|Loss: 1.25: 98%|████| 39/40`: each state of the bar is a record.
      progress = nil
    }
    findEvaluation(form, hasEpochs: hasEpochs, others: others)
    dropFixedStep(form)
    if !hasEpochs || isOverRun(form, epochsSoFar) { takeProgressAsStep(form) }
  }

  /// Returns true when a number never falls, and another starts over only where it rises.
  private func isOuter(_ form: TextForm, _ outer: Int, _ inner: Int) -> Bool {
    let statistics = form.statistics
    guard form.candidates.contains(outer), form.candidates.contains(inner) else { return false }
    if statistics[outer].isConstant, statistics[inner].isConstant { return false }
    // The step of `43587/50000: episode: 588` is no epoch.
    if statistics[inner].falls == 0, statistics[outer].least > statistics[inner].greatest {
      return false
    }
    return statistics[outer].falls * 4 <= statistics[outer].rises + 1
      && form.fallsAlone(of: inner, in: outer) * 8 <= form.lines
  }

  /// Returns true for the number of `Epochs: 300` or `Epoch number: 300`, which never changes and stands alone.
  private func isTotal(_ form: TextForm, _ number: Int) -> Bool {
    let slots = form.layout.slots.filter { $0.use != .unnamed }
    return slots.count == 1 && slots[0].total == nil && slots[0].isJoined
      && ["s", " number"].contains { slots[0].name.lowercased().hasSuffix($0) }
  }

  /// Returns true for `iterations=10, hidden_layer=200`, which never changes and measures nothing.
  private static func areSettings(_ slots: [TextSlot]) -> Bool {
    let counters = slots.filter { if case .counter = $0.use { true } else { false } }
    let measures = slots.filter { $0.use == .measure }
    return !measures.isEmpty
      && counters.allSatisfy {
        $0.isJoined && $0.total == nil && $0.name.lowercased().hasSuffix("s")
      } && measures.allSatisfy { !MetricKind($0.name).role.isQuality }
  }

  /// Returns true when a number counts up to the total of the epochs.
  private func isOfAll(_ form: TextForm, _ slot: TextSlot, _ epochs: Double?) -> Bool {
    guard let epochs, let total = slot.total, total < form.width else { return false }
    let statistics = form.statistics[slot.number]
    return form.statistics[total].greatest == epochs && form.statistics[total].least == epochs
      && statistics.falls == 0 && statistics.unitRises == statistics.rises
      && (statistics.rises > 0 || form.lines == 1 && statistics.greatest < epochs)
  }

  /// The total of the epochs, where a form of this file says it.
  static func epochs(_ counters: [FormCounters], _ forms: [TextForm]) -> Double? {
    zip(counters, forms).compactMap { counters, form -> Double? in
      guard let epoch = counters.epoch,
        let total = form.layout.slot(of: epoch)?.total,
        total < form.width
      else { return nil }
      return form.statistics[total].greatest
    }.first
  }

  /// Returns true when the only counter of a file counts epochs rather than steps.
  private func isEpoch(_ form: TextForm, _ slot: TextSlot, _ isEvaluated: Bool) -> Bool {
    let statistics = form.statistics[slot.number]
    // `Train 3, loss: 0.5` beside `Test 3, loss: 0.6`
    if slot.isBehindSplit, isEvaluated, statistics.unitRises == statistics.rises,
      statistics.falls == 0, statistics.least <= 1
    {
      return true
    }
    guard let total = slot.total, total < form.width else { return false }
    guard statistics.rises > 0, statistics.unitRises == statistics.rises else { return false }
    return isEvaluated || form.statistics[total].greatest <= 500
  }

  /// Drops a step that is the same in every epoch.
  private mutating func dropFixedStep(_ form: TextForm) {
    guard let step, let epoch, form.statistics[step].isConstant,
      form.statistics[epoch].rises > 0,
      form.layout.slot(of: step)?.total == nil
    else { return }
    self.step = nil
  }

  /// Takes the first number that rises in every line as the step, in a text in which nothing has the
  /// name of a counter: `Instance: 4000; loss: 395.7`.
  mutating func findCount(_ form: TextForm) {
    guard form.lines > 2, !form.isMessage, form.given == nil else { return }
    let slots = form.layout.slots.filter { $0.use == .measure && $0.number < form.width }
    guard slots.contains(where: { MetricKind($0.name).role.isQuality }) else { return }
    step =
      slots.first { slot in
        let statistics = form.statistics[slot.number]
        return slot.isWhole && slot.total == nil && statistics.isWhole && statistics.least >= 0
          && statistics.rises == form.lines - 1 && CounterWords.mayCount(slot.name)
      }?.number
  }

  /// The number of times that the counter of the whole run fell.
  func restarts(_ form: TextForm, base: Double, hasEpochs: Bool) -> Int {
    let epochs = epoch.map { form.statistics[$0].falls } ?? 0
    guard let step, scale(form, base: base, hasEpochs: hasEpochs) == .run else { return epochs }
    return max(epochs, form.statistics[step].falls)
  }

  /// The scale of the step.
  func scale(_ form: TextForm, base: Double, hasEpochs: Bool) -> FormPlan.Scale {
    guard let step else { return .run }
    let statistics = form.statistics[step]
    let slot = form.layout.slot(of: step)
    if slot?.isPercent == true { return .unknownEpoch(length: 100, offset: 0) }
    let total = slot?.total
    let length = total.flatMap { $0 < form.width ? form.statistics[$0].greatest : nil }
    let isInner: Bool
    if let epoch {
      let outer = form.statistics[epoch]
      isInner =
        statistics.falls - form.fallsAlone(of: step, in: epoch) > outer.falls
        || length != nil && (outer.rises == 0 || statistics.rises == 0)
          && statistics.greatest <= length ?? 0
    } else {
      isInner = statistics.falls > 0 && (hasEpochs || length != nil && statistics.falls > 1)
    }
    guard isInner else { return .run }
    if let length, length >= statistics.greatest { return .epoch(length: length) }
    let gap =
      base == 0 || statistics.least == 0 ? (statistics.stride.isFinite ? statistics.stride : 1) : 0
    return .unknownEpoch(
      length: statistics.greatest + gap, offset: base == 1 && statistics.least == 0 ? 1 : 0)
  }
}
