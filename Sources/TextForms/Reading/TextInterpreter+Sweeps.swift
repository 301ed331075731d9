internal import CurveStore
internal import RunModel

extension TextInterpreter {
  mutating func readSweep(
    _ form: Int, _ row: UnsafeBufferPointer<Double>, _ progress: FormPlan.Progress
  ) {
    let done = row[progress.number]
    let total = progress.total.map { row[$0] } ?? 100
    if let pending = sweep, pending.done == done, pending.total == total, !pending.isBar,
      pending.position == position, sums(form, pending.form)
    {
      // The last line of an evaluation, whose values stand in for the running means before it.
      sweep = nil
    }
    if let sweep,
      done < sweep.done || position != sweep.position || total != sweep.total
        || !sweep.isBar && sweep.form != form
    {
      flushSweep()
    }
    sweep = PendingSweep(
      form: form, values: Array(row), done: done, total: total, position: position,
      section: section, isBar: plan.forms[form].isBar)
  }

  /// Returns true when a bar of training is drawn whose epoch is that of the line behind it.
  func isBeforeItsEpoch(_ next: RowPosition) -> Bool {
    guard let sweep, sweep.isBar, plan.forms[sweep.form].epoch == nil, !isHeldBack(sweep) else {
      return false
    }
    if areBarsAhead { return true }
    return position.epoch == nil && next.epoch ?? .infinity <= plan.base
      && plan.forms[sweep.form].values.contains { MetricKind($0.name).role.isQuality }
  }

  private func isHeldBack(_ sweep: PendingSweep) -> Bool {
    sweep.section?.isHeldBack == true
      || plan.forms[sweep.form].values.contains { $0.split?.isHeldBack == true }
  }

  /// Returns true for another form that has all values of one.
  private func sums(_ form: Int, _ other: Int) -> Bool {
    form != other
      && plan.forms[other].values.allSatisfy { value in
        plan.forms[form].values.contains { $0.name == value.name && $0.split == value.split }
      }
  }

  /// Adds the values of the last state of a bar or an evaluation.
  mutating func flushSweep() {
    guard let sweep else { return }
    self.sweep = nil
    let plan = plan.forms[sweep.form]
    guard sweep.isComplete || !sweep.isBar else { return }
    var split: LogSeries.Split?
    if sweep.isBar, sweep.section == nil {
      sweeps += 1
      if sweeps > 1 {
        if isMeasured || sweeps > 2 {
          addSummary(sweep, plan)
          return
        }
        split = .validation
      } else {
        split = .train
      }
      if plan.values.contains(where: { $0.name.hasPrefix("val") }) { isMeasured = true }
    }
    let (now, section) = (position, section)
    (position, self.section) = (sweep.position, split ?? sweep.section)
    sweep.values.withUnsafeBufferPointer { emit(sweep.form, $0, group) }
    (position, self.section) = (now, section)
  }

  /// Adds a message about an evaluation after the epoch.
  mutating func addSummary(_ sweep: PendingSweep, _ plan: FormPlan) {
    let words = plan.values.map { "\($0.name): \(sweep.values[$0.number].metricWords)" }
    builder.addMessage(
      "measured again: " + words.joined(separator: ", "), epoch: sweep.position.epoch)
  }
}
