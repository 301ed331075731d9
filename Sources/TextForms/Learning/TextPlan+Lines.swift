internal import CurveStore

/// Lines that are counted because nothing in them counts.
extension TextPlan {
  /// Counts the lines per epoch of records in which nothing counts.
  mutating func countLines(_ table: FormTable) {
    let counted = Set(
      forms.indices.filter {
        let plan = forms[$0]
        return plan.role == .record && plan.step == nil && plan.progress == nil && plan.part == nil
          && table.forms[$0].lines > 1
      })
    guard hasEpochs, !hasFractionalEpochs, !counted.isEmpty else { return }
    var tallies = [Int](repeating: 0, count: forms.count)
    var most = [Int](repeating: 0, count: forms.count)
    var epochs = [Int](repeating: 0, count: forms.count)
    var crowded = [Int](repeating: 0, count: forms.count)
    var position = RowPosition()
    var section: LogSeries.Split?
    RowWalk.walk(table, 0..<table.rows) { form, row in
      let plan = forms[form]
      if case .section(let split) = plan.role {
        // The lines of an evaluation are counted apart.
        if split != section { for index in counted { tallies[index] = 0 } }
        section = split
      }
      guard plan.hasCounter || counted.contains(form) else { return }
      if let writer = plan.writer, row[writer.number] != writer.chosen { return }
      if position.move(
        row, epoch: plan.epoch, step: plan.step, isShared: plan.values.isEmpty, scale: plan.scale,
        base: base)
      {
        for index in counted { tallies[index] = 0 }
        section = nil
      }
      guard counted.contains(form), position.epoch != nil, position.step == nil,
        position.sharedFraction == nil
      else { return }
      tallies[form] += 1
      if tallies[form] == 1 { epochs[form] += 1 }
      if tallies[form] == 2 { crowded[form] += 1 }
      most[form] = max(most[form], tallies[form])
    }
    for form in counted
    where most[form] > 1 && crowded[form] * 4 >= table.forms[form].lines / most[form]
      && crowded[form] * 2 >= epochs[form]
    {
      // A line more in few of the epochs is that of an epoch that was trained again.
      forms[form].linesPerEpoch = Double(most[form])
    }
  }
}
