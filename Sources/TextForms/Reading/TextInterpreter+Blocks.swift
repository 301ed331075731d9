internal import CurveStore

extension TextInterpreter {
  /// Adds the values of a block of names and values; its counters count for all of it.
  mutating func flushBlock() {
    guard !block.isEmpty else { return }
    let rows = block
    block = []
    if let first = rows.first, plan.forms[first.form].role == .record, isCountedLater(rows) {
      let counters = rows.filter { plan.forms[$0.form].role == .position }
      let epoch = counters.first { plan.forms[$0.form].epoch != nil }
      let step = counters.filter { plan.forms[$0.form].step != nil }
        .max { plan.forms[$0.form].preference < plan.forms[$1.form].preference }
      for counter in [epoch, step].compactMap(\.self) { moveTo(counter) }
      for row in rows where plan.forms[row.form].role == .record { emit(row) }
    } else {
      for row in rows {
        if plan.forms[row.form].role == .position { moveTo(row) } else { emit(row) }
      }
    }
  }

  /// Returns true when the counters of a block stand below its first values and count for these,
  /// too: in a table, or among indented lines, rather than at the head of what follows.
  func isCountedLater(_ rows: [PendingRow]) -> Bool {
    guard let counter = rows.lastIndex(where: { self.plan.forms[$0.form].role == .position }) else {
      return false
    }
    let plan = self.plan.forms[rows[counter].form]
    return plan.isTabular || plan.isIndented && plan.step != nil
      || counter < rows.count - 1 && plan.step != nil && plan.epoch == nil
        && self.plan.forms[rows[0].form].isIndented == plan.isIndented
  }

  mutating func moveTo(_ row: PendingRow) {
    row.values.withUnsafeBufferPointer { moveTo($0, row.form) }
  }

  /// Moves to the counters of a line without values, and begins the section that it announces.
  mutating func moveTo(_ row: UnsafeBufferPointer<Double>, _ form: Int) {
    move(row, form)
    if let split = plan.forms[form].section { section = split }
  }

  mutating func emit(_ row: PendingRow) {
    if sweep?.isBar == false { flushSweep() }
    row.values.withUnsafeBufferPointer { emit(row.form, $0, row.group) }
  }
}
