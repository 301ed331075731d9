internal import CurveStore
internal import RunModel

/// A reader of rows by a plan, which adds the points of a text to a builder.
struct TextInterpreter: Sendable {
  /// A row of a block of names and values, which waits for the block's counters.
  private struct PendingRow: Sendable {
    var form: Int
    var values: [Double]
    var group: String
  }

  /// The last state of a bar or an evaluation.
  private struct PendingSweep: Sendable {
    var form: Int
    var values: [Double]
    var done: Double
    var total: Double
    var position: RowPosition
    var section: LogSeries.Split?
    /// True when a bar is drawn, of which only the last state counts.
    var isBar: Bool

    /// True when the sweep came to its end.
    var isComplete: Bool { done >= total * 0.95 }
  }

  private struct Key: Hashable {
    var form: Int
    var value: Int
    var split: LogSeries.Split?
    var group: String
  }

  private struct Last {
    var epoch: Double?
    var step: Int64?
    var count = 0
  }

  private(set) var plan: TextPlan
  /// The builder with the points so far.
  var builder: LogBuilder
  /// The number of points left out because another has the same epoch and step.
  private(set) var repeated = 0
  private var position = RowPosition()
  private var section: LogSeries.Split?
  private var group = ""
  private var block: [PendingRow] = []
  private var sweep: PendingSweep?
  private var sweeps = 0
  private var isMeasured = false
  private var series: [Key: Int] = [:]
  private var last: [Last] = []
  private var tallies: [Double]
  private var row = 0
  private var messages = 0

  init(_ plan: TextPlan, _ builder: LogBuilder) {
    (self.plan, self.builder) = (plan, builder)
    tallies = Array(repeating: 0, count: plan.forms.count)
  }

  /// Goes on with a plan that was learned from more lines.
  ///
  /// - Returns: False when it gives the lines read so far another meaning.
  mutating func take(_ other: TextPlan) -> Bool {
    guard plan.base == other.base, plan.hasCounters == other.hasCounters,
      plan.hasEpochs == other.hasEpochs, other.forms.starts(with: plan.forms)
    else { return false }
    plan = other
    while tallies.count < plan.forms.count { tallies.append(0) }
    return true
  }

  /// Reads a range of rows.
  mutating func read(_ table: FormTable, _ rows: Range<Int>) {
    RowWalk.walk(table, rows) { form, values in read(form, values, table) }
  }

  /// Adds what waits for more rows.
  mutating func finish(_ table: FormTable) {
    flushBlock()
    flushSweep(isEnd: true)
    addMessages(table, before: Int.max)
    if table.messages.contains(where: { $0.text.contains(MessageText.summary) }) {
      builder.edit(run: 0) { $0.status = .finished }
    }
  }

  private mutating func read(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ table: FormTable) {
    let plan = plan.forms[form]
    self.row += 1
    if plan.isPair, plan.role == .record || plan.role == .position {
      if block.contains(where: { $0.form == form }) { flushBlock() }
      block.append(PendingRow(form: form, values: Array(row), group: group))
      return
    }
    if case .group(let name) = plan.role {
      group = name
      return
    }
    if !block.isEmpty { flushBlock() }
    if messages < table.messages.count, table.messages[messages].row < self.row {
      addMessages(table, before: self.row)
    }
    if isRepeated(table) { return }
    switch plan.role {
    case .position: move(row, plan)
    case .section(let split):
      flushSweep(isEnd: false)
      section = split
    case .group: break
    case .rule: group = ""
    case .record: readRecord(form, row, plan)
    case .ignored: break
    }
  }

  /// Returns true for a line that repeats the best one after a message that announces it.
  private func isRepeated(_ table: FormTable) -> Bool {
    guard messages > 0 else { return false }
    let message = table.messages[messages - 1]
    return message.row == row - 2 && message.text.contains("est iteration")
  }

  private mutating func readRecord(
    _ form: Int, _ row: UnsafeBufferPointer<Double>, _ plan: FormPlan
  ) {
    if plan.hasCounter { move(row, plan) }
    if let progress = plan.progress {
      readSweep(form, row, plan, progress)
    } else {
      if sweep?.isBar == false {
        if !plan.hasCounter, sum(row, plan) { return }
        flushSweep(isEnd: false)
      }
      emit(form, row, group)
    }
  }

  /// Takes the values of a line after an evaluation, such as ` * Acc@1 71.2`, in place of the
  /// running means of its last line.
  ///
  /// - Returns: False when the line has other names.
  private mutating func sum(_ row: UnsafeBufferPointer<Double>, _ plan: FormPlan) -> Bool {
    guard let pending = sweep else { return false }
    let running = self.plan.forms[pending.form].values
    let numbers = plan.values.map { value in running.first { $0.name == value.name }?.number }
    guard !numbers.isEmpty, !numbers.contains(nil) else { return false }
    for (value, number) in zip(plan.values, numbers) {
      if let number { sweep?.values[number] = row[value.number] }
    }
    return true
  }

  private mutating func move(_ row: UnsafeBufferPointer<Double>, _ plan: FormPlan) {
    let epoch = position.epoch
    var next = position
    guard next.move(row, plan, base: self.plan.base) else { return }
    if next.epoch != epoch {
      flushSweep(isEnd: false)
      section = nil
      sweeps = 0
      isMeasured = false
    }
    position = next
    if !tallies.isEmpty {
      for index in tallies.indices where tallies[index] > 0 { tallies[index] = 0 }
    }
  }

  // MARK: Bars and evaluations

  private mutating func readSweep(
    _ form: Int, _ row: UnsafeBufferPointer<Double>, _ plan: FormPlan, _ progress: FormPlan.Progress
  ) {
    let done = row[progress.number]
    let total = progress.total.map { row[$0] } ?? 100
    if let sweep, done < sweep.done || total != sweep.total { flushSweep(isEnd: false) }
    sweep = PendingSweep(
      form: form, values: Array(row), done: done, total: total, position: position,
      section: section, isBar: plan.values.allSatisfy { $0.split == nil })
  }

  /// Adds the values of the last state of a bar or an evaluation.
  private mutating func flushSweep(isEnd: Bool) {
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
  private mutating func addSummary(_ sweep: PendingSweep, _ plan: FormPlan) {
    let words = plan.values.map { "\($0.name): \(sweep.values[$0.number].metricWords)" }
    builder.addMessage(
      "measured again: " + words.joined(separator: ", "), epoch: sweep.position.epoch)
  }

  // MARK: Blocks

  /// Adds the values of a block of names and values; its counters count for all of it.
  private mutating func flushBlock() {
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
  private func isCountedLater(_ rows: [PendingRow]) -> Bool {
    guard let counter = rows.lastIndex(where: { self.plan.forms[$0.form].role == .position }) else {
      return false
    }
    let plan = self.plan.forms[rows[counter].form]
    return plan.isTabular || plan.isIndented && plan.step != nil
      || counter < rows.count - 1 && plan.step != nil && plan.epoch == nil
  }

  private mutating func moveTo(_ row: PendingRow) {
    row.values.withUnsafeBufferPointer { move($0, plan.forms[row.form]) }
  }

  private mutating func emit(_ row: PendingRow) {
    if sweep?.isBar == false { flushSweep(isEnd: false) }
    row.values.withUnsafeBufferPointer { emit(row.form, $0, row.group) }
  }

  // MARK: Points

  private mutating func emit(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ group: String) {
    let plan = plan.forms[form]
    guard var point = place(form, plan) else { return }
    for (index, value) in plan.values.enumerated() {
      var number = row[value.number]
      if TextToken.isMissing(number) || MeasureNames.isPlaceholder(number, value.name) { continue }
      if let divisor = value.divisor { number /= row[divisor] }
      let split = value.split ?? sectionSplit(value.name)
      let key = Key(form: form, value: index, split: split, group: group)
      let series = series(of: key, value)
      if point.step == nil, point.epoch == nil || !self.plan.hasCounters {
        point.step = Int64(last[series].count + 1)
      }
      if last[series].count > 0, last[series].epoch == point.epoch, last[series].step == point.step
      {
        repeated += 1
        continue
      }
      last[series] = Last(epoch: point.epoch, step: point.step, count: last[series].count + 1)
      point.value = number
      builder.append(point, to: series)
      if !self.plan.hasCounters { point.step = nil }
    }
  }

  /// The split of the section, for names that do not say theirs.
  private func sectionSplit(_ name: String) -> LogSeries.Split? {
    guard let section else { return nil }
    let kind = MetricKind(name)
    if section == .train, kind.role == .other { return nil }
    return kind.split == nil && SplitWords.split(in: name) == nil && kind.role != .learningRate
      ? section : nil
  }

  private mutating func series(of key: Key, _ value: FormPlan.Value) -> Int {
    if let number = series[key] { return number }
    let name = key.group.isEmpty ? value.name : "\(key.group)/\(value.name)"
    let number = builder.series(name, split: key.split)
    while last.count <= number { last.append(Last()) }
    series[key] = number
    return number
  }

  /// The place of a row; nil for one before the first counter.
  private mutating func place(_ form: Int, _ plan: FormPlan) -> LogPoint? {
    guard self.plan.hasCounters else { return LogPoint(value: 0) }
    guard position.epoch != nil || position.step != nil || position.fraction != nil else {
      return plan.progress == nil ? nil : LogPoint(value: 0)
    }
    var point = LogPoint(value: 0)
    point.step = position.step.flatMap { Int64(exactly: $0.rounded()) }
    point.epoch = plan.step != nil ? position.fraction ?? position.epoch : position.epoch
    if point.epoch == nil, point.step == nil { point.epoch = position.fraction }
    if let lines = plan.linesPerEpoch, let epoch = position.epoch, position.step == nil {
      tallies[form] += 1
      let within = self.plan.base == 0 ? tallies[form] - 1 : tallies[form]
      point.epoch = epoch - self.plan.base + min(within, lines) / lines
    }
    return point
  }

  private mutating func addMessages(_ table: FormTable, before row: Int) {
    while messages < table.messages.count, table.messages[messages].row < row {
      builder.addMessage(
        table.messages[messages].text, epoch: position.epoch,
        step: position.epoch == nil ? position.step.flatMap { Int64(exactly: $0) } : nil)
      messages += 1
    }
  }
}
