internal import CurveStore
internal import RunModel

/// A reader of rows by a plan, which adds the points of a text to a builder.
struct TextInterpreter: Sendable {
  /// A row of a block of names and values, which waits for the block's counters.
  struct PendingRow: Sendable {
    var form: Int
    var values: [Double]
    var group: String
  }

  /// The last state of a bar or an evaluation.
  struct PendingSweep: Sendable {
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

  struct Key: Hashable {
    var form: Int
    var value: Int
    var split: LogSeries.Split?
    var group: String
  }

  struct Last {
    var epoch: Double?
    var step: Int64?
    var count = 0
  }

  private(set) var plan: TextPlan
  /// The builder with the points so far.
  var builder: LogBuilder
  /// The number of points left out because another has the same epoch and step.
  private(set) var repeated = 0
  var position = RowPosition()
  var section: LogSeries.Split?
  var group = ""
  var block: [PendingRow] = []
  var sweep: PendingSweep?
  var sweeps = 0
  var isMeasured = false
  var series: [Key: Int] = [:]
  /// The indices of series by form and value, outside of sections and groups.
  private var plainSeries: [[Int]]
  /// True for forms with counters that were read outside of sections.
  private var isPlain: [Bool]
  var last: [Last] = []
  var tallies: [Double]
  var row = 0
  var messages = 0

  init(_ plan: TextPlan, _ builder: LogBuilder) {
    (self.plan, self.builder) = (plan, builder)
    tallies = Array(repeating: 0, count: plan.forms.count)
    plainSeries = Array(repeating: [], count: plan.forms.count)
    isPlain = Array(repeating: false, count: plan.forms.count)
  }

  /// Goes on with a plan that was learned from more lines.
  ///
  /// - Returns: False when it gives the lines read so far another meaning.
  mutating func take(_ other: TextPlan) -> Bool {
    guard plan.base == other.base, plan.hasCounters == other.hasCounters,
      plan.hasEpochs == other.hasEpochs, other.forms.starts(with: plan.forms)
    else { return false }
    plan = other
    while tallies.count < plan.forms.count {
      tallies.append(0)
      plainSeries.append([])
      isPlain.append(false)
    }
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

  mutating func read(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ table: FormTable) {
    let plan = plan.forms[form]
    self.row += 1
    if let writer = plan.writer, row[writer.number] != writer.chosen { return }
    if plan.isPair, plan.role == .record || plan.role == .position {
      if block.contains(where: { $0.form == form }) { flushBlock() }
      block.append(PendingRow(form: form, values: Array(row), group: group))
      return
    }
    if case .group(let name) = plan.role {
      group = name
      return
    }
    if case .ignored = plan.role, plan.isIndented,
      block.first.map({ self.plan.forms[$0.form].isIndented }) == true
    {
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
  func isRepeated(_ table: FormTable) -> Bool {
    guard messages > 0 else { return false }
    let message = table.messages[messages - 1]
    return message.row == row - 2 && message.text.contains("est iteration")
  }

  mutating func readRecord(
    _ form: Int, _ row: UnsafeBufferPointer<Double>, _ plan: FormPlan
  ) {
    if plan.hasCounter {
      move(row, plan)
      // A line that also stands outside of sections ends the section.
      if section == nil {
        isPlain[form] = true
      } else if isPlain[form], plan.progress == nil {
        section = nil
      }
    }
    if let progress = plan.progress {
      readSweep(form, row, plan, progress)
    } else {
      guard let pending = sweep, !pending.isBar else { return emit(form, row, group) }
      if !plan.hasCounter, sum(row, plan) { return }
      flushSweep(isEnd: false)
      // What follows an evaluation without a counter belongs to it.
      let before = section
      if !plan.hasCounter {
        section = before ?? self.plan.forms[pending.form].values.lazy.compactMap(\.split).first
      }
      emit(form, row, group)
      section = before
    }
  }

  /// Takes the values of a line after an evaluation, such as ` * Acc@1 71.2`, in place of the
  /// running means of its last line.
  ///
  /// - Returns: False when the line has other names.
  mutating func sum(_ row: UnsafeBufferPointer<Double>, _ plan: FormPlan) -> Bool {
    guard let pending = sweep else { return false }
    let running = self.plan.forms[pending.form].values
    let numbers = plan.values.map { value in running.first { $0.name == value.name }?.number }
    guard !numbers.isEmpty, !numbers.contains(nil) else { return false }
    for (value, number) in zip(plan.values, numbers) {
      if let number { sweep?.values[number] = row[value.number] }
    }
    return true
  }

  mutating func move(_ row: UnsafeBufferPointer<Double>, _ plan: FormPlan) {
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

  // MARK: Points

  mutating func emit(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ group: String) {
    let plan = plan.forms[form]
    guard var point = place(form, plan) else { return }
    for (index, value) in plan.values.enumerated() {
      var number = row[value.number]
      if TextToken.isMissing(number) || MeasureNames.isPlaceholder(number, value.name) { continue }
      if let divisor = value.divisor { number /= row[divisor] }
      let series = series(form, index, value, group)
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
  func sectionSplit(_ name: String) -> LogSeries.Split? {
    guard let section else { return nil }
    let kind = MetricKind(name)
    if section == .train, kind.role == .other { return nil }
    return kind.split == nil && SplitWords.split(in: name) == nil && kind.role != .learningRate
      ? section : nil
  }

  /// The index of the series of a value, which depends on the section and group it stands in.
  @inline(__always)
  private mutating func series(
    _ form: Int, _ index: Int, _ value: FormPlan.Value, _ group: String
  ) -> Int {
    let isPlain = section == nil && group.isEmpty
    if isPlain, let number = plainSeries[form].isEmpty ? nil : plainSeries[form][index], number >= 0
    {
      return number
    }
    let split = value.split ?? sectionSplit(value.name)
    let number = series(of: Key(form: form, value: index, split: split, group: group), value)
    if isPlain {
      if plainSeries[form].isEmpty {
        plainSeries[form] = Array(repeating: -1, count: plan.forms[form].values.count)
      }
      plainSeries[form][index] = number
    }
    return number
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
  mutating func place(_ form: Int, _ plan: FormPlan) -> LogPoint? {
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

  mutating func addMessages(_ table: FormTable, before row: Int) {
    while messages < table.messages.count, table.messages[messages].row < row {
      builder.addMessage(
        table.messages[messages].text, epoch: position.epoch,
        step: position.epoch == nil ? position.step.flatMap { Int64(exactly: $0) } : nil)
      messages += 1
    }
  }
}
