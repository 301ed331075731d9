internal import CurveStore

/// Counters that tell the progress of a bar or an evaluation rather than of the run.
extension FormCounters {
  mutating func findProgress(_ form: TextForm, _ slots: [TextSlot]) {
    guard form.isBar else { return }
    if hasFractionalEpoch || step != nil || hasEpochWithPoint(form) {
      // The counters of the record are exact; the bar before it is drawn now and then.
      unnamed = []
      return
    }
    if let fraction = unnamed.last(where: { $0.total != nil }) {
      progress = FormPlan.Progress(number: fraction.number, total: fraction.total)
      unnamed.removeAll { $0.number == fraction.number }
    } else if let percent = slots.first(where: { $0.isPercent && $0.use == .unnamed }) {
      progress = FormPlan.Progress(number: percent.number, total: nil)
    }
  }

  /// Returns true for the epoch of `10/30 [00:01<00:02]{'loss': 0.5, 'epoch': 1.0}`, whose point shows
  /// that a part of an epoch would be told.
  private func hasEpochWithPoint(_ form: TextForm) -> Bool {
    epoch.flatMap { form.layout.slot(of: $0) }?.isWhole == false
  }

  /// Takes the counter of an evaluation as its progress, of which only the last line counts, and
  /// that of an epoch that is printed only at its end.
  mutating func findEvaluation(_ form: TextForm, hasEpochs: Bool, others: [RunCounter]) {
    guard progress == nil, let step, !hasFractionalEpoch, let slot = form.layout.slot(of: step),
      let total = slot.total, hasEpochs || !sharesRun(form, slot, with: others)
    else { return }
    let all = form.layout.slots.filter { $0.use == .measure }
    let scores = all.filter { MetricKind($0.name).role.isQuality }
    let measures = scores.isEmpty ? all : scores
    let isHeldBack =
      !measures.isEmpty && measures.allSatisfy { $0.split?.isHeldBack == true }
    let isWhole =
      total < form.width && form.statistics[step].least == form.statistics[total].greatest
    guard isHeldBack || epoch == nil && hasEpochs && isWhole else { return }
    progress = FormPlan.Progress(number: step, total: total)
    self.step = nil
  }

  /// Returns true for the counter of `step:125/1750 val_loss:4.47` where other lines have
  /// `step:126/1750`, too: it counts the run rather than the batches of an evaluation.
  func sharesRun(_ form: TextForm, _ slot: TextSlot, with others: [RunCounter]) -> Bool {
    guard let own = RunCounter(form, slot) else { return false }
    return others.count { $0 == own } > 1
  }

  /// Takes a bar that is drawn once, over the whole run, for its steps.
  mutating func takeProgressAsStep(_ form: TextForm) {
    guard let progress, epoch == nil, step == nil,
      form.statistics[progress.number].falls == 0, form.statistics[progress.number].rises > 0,
      !form.layout.slots.contains(where: { $0.split?.isHeldBack == true })
    else { return }
    self.progress = nil
    if progress.total != nil { step = progress.number }
  }

  /// Returns true for a bar that went on while several epochs passed.
  func isOverRun(_ form: TextForm, _ epochs: Int) -> Bool {
    guard epochs > 0, let progress, let total = progress.total, total < form.width else {
      return false
    }
    let statistics = form.statistics[progress.number]
    return form.statistics[total].isConstant && statistics.falls == 0 && statistics.rises > epochs
  }
}
