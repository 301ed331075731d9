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

  /// The section outside of evaluations in which a form was read.
  struct Home: Sendable {
    var section: LogSeries.Split?
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
  /// The index of the run in the builder, and its number in the text.
  var run = 0
  private var runNumber: Double?
  /// The builder with the points so far.
  var builder: LogBuilder
  /// The number of points left out because another has the same epoch and step.
  var repeated = 0
  /// The number of values left out because nothing has counted yet.
  var early = 0
  /// The number of lines left out because another process is the one that is read.
  private var linesOfOthers = 0
  /// The number of all epochs that the run's lines told last.
  private var epochTotal = 0.0
  var position = RowPosition()
  var section: LogSeries.Split?
  var group = ""
  var block: [PendingRow] = []
  var sweep: PendingSweep?
  var sweeps = 0
  var isMeasured = false
  /// True when the line of an epoch stands behind the bars of that epoch.
  var areBarsAhead = false
  var series: [Key: Int] = [:]
  /// The indices of series outside of sections and groups, of all values of all forms; −1 where
  /// there is none yet.
  var plainSeries: [Int] = []
  /// The index of each form's first value in ``plainSeries``.
  var firstValue: [Int] = []
  /// The section of forms with counters outside of evaluations; nil for those not yet read there.
  private var home: [Home?]
  var last: [Last] = []
  var tallies: [Double]
  var hasTallies = false
  var row = 0
  var messages = 0

  init(_ plan: TextPlan, _ builder: LogBuilder) {
    (self.plan, self.builder) = (plan, builder)
    tallies = Array(repeating: 0, count: plan.forms.count)
    home = Array(repeating: nil, count: plan.forms.count)
    addForms(from: 0)
  }

  /// Goes on with a plan that was learned from more lines.
  ///
  /// - Returns: False when it gives the lines read so far another meaning.
  mutating func take(_ other: TextPlan) -> Bool {
    guard plan.base == other.base, plan.hasCounters == other.hasCounters,
      plan.hasEpochs == other.hasEpochs, plan.hasFractionalEpochs == other.hasFractionalEpochs,
      plan.initialEpoch == other.initialEpoch,
      plan.initialStep == other.initialStep, other.forms.starts(with: plan.forms)
    else { return false }
    plan = other
    while tallies.count < plan.forms.count {
      tallies.append(0)
      home.append(nil)
    }
    addForms(from: firstValue.count)
    return true
  }

  private mutating func addForms(from first: Int) {
    for form in plan.forms[first...] {
      firstValue.append(plainSeries.count)
      plainSeries += Array(repeating: -1, count: form.values.count)
    }
  }

  /// Reads a range of rows.
  mutating func read(_ table: FormTable, _ rows: Range<Int>) {
    RowWalk.walk(table, rows) { form, values in read(form, values, table) }
  }

  /// Adds what waits for more rows.
  mutating func finish(_ table: FormTable) {
    flushBlock()
    flushSweep()
    addMessages(table, before: Int.max)
    if table.messages.contains(where: { $0.text.contains(MessageText.summary) }) {
      builder.edit(run: 0) { $0.status = .finished }
    }
    if linesOfOthers > 0 {
      builder.note(
        LogNote(
          .skipped,
          "several processes print the same lines: one is read, \(linesOfOthers) lines of others are not"
        ))
    }
    if early > 0 {
      builder.note(
        LogNote(
          .skipped,
          "\(early) values stand before the first epoch or step, so they have no x: they are not read"
        ))
    }
    if repeated > 0 {
      builder.note(
        LogNote(
          .skipped,
          "\(repeated) values stand at an epoch and step that already has one: the first counts"))
    }
  }

  mutating func read(_ form: Int, _ row: UnsafeBufferPointer<Double>, _ table: FormTable) {
    // The parts of a plan are read one by one: a copy of the whole would count references.
    self.row += 1
    if let writer = plan.forms[form].writer, row[writer.number] != writer.chosen {
      linesOfOthers += 1
      return
    }
    if let number = plan.forms[form].run { beginRun(number, row[number.number]) }
    let role = plan.forms[form].role
    if plan.forms[form].isPair, role == .record || role == .position {
      if block.contains(where: { $0.form == form }) { flushBlock() }
      block.append(PendingRow(form: form, values: Array(row), group: group))
      return
    }
    if role == .group {
      group = plan.forms[form].group
      return
    }
    if !block.isEmpty {
      if case .ignored = role, plan.forms[form].isIndented, plan.forms[block[0].form].isIndented {
        return
      }
      flushBlock()
    }
    if messages < table.messages.count, table.messages[messages].row < self.row {
      addMessages(table, before: self.row)
    }
    if isRepeated(table) { return }
    switch role {
    case .position: moveTo(row, form)
    case .section(let split):
      flushSweep()
      if section != split { clearTallies() }
      section = split
    case .rule: group = ""
    case .record:
      readRecord(form, row)
      if plan.forms[form].isAhead { move(row, form) }
    case .group, .ignored: break
    }
  }

  /// Begins the next of several runs in one text, unless it has begun already.
  private mutating func beginRun(_ run: FormPlan.RunNumber, _ number: Double) {
    guard number != runNumber else { return }
    let name = "\(run.word) \(Int(exactly: number).map(String.init) ?? "\(number)")"
    defer { runNumber = number }
    guard runNumber != nil else {
      builder.edit(run: 0) { $0.name = name }
      return
    }
    flushBlock()
    flushSweep()
    self.run = builder.run(name)
    position = RowPosition()
    epochTotal = 0
    (section, group, sweeps, isMeasured) = (nil, "", 0, false)
    series = [:]
    for index in plainSeries.indices { plainSeries[index] = -1 }
    clearTallies()
  }

  private mutating func clearTallies() {
    guard hasTallies else { return }
    for index in tallies.indices { tallies[index] = 0 }
    hasTallies = false
  }

  /// Returns true for a line that repeats the best one after a message that announces it.
  func isRepeated(_ table: FormTable) -> Bool {
    guard messages > 0 else { return false }
    let message = table.messages[messages - 1]
    return message.row == row - 2 && message.text.contains("est iteration")
  }

  private mutating func readRecord(_ form: Int, _ row: UnsafeBufferPointer<Double>) {
    let hasCounter = plan.forms[form].hasCounter
    let progress = plan.forms[form].progress
    if hasCounter {
      let before = position
      move(row, form)
      // A line that also stands outside of evaluations ends the section of one, and is about the
      // data that its first such line was about.
      let isOutside = section == nil || section == .train
      if let home = home[form] {
        if isOutside || progress == nil && position != before { section = home.section }
      } else if isOutside {
        home[form] = Home(section: section)
      }
    }
    if let progress { return readSweep(form, row, progress) }
    guard sweep?.isBar == false else { return emit(form, row, group) }
    if !hasCounter, sum(row, form) { return }
    let evaluated = sweep.flatMap { plan.forms[$0.form].values.lazy.compactMap(\.split).first }
    flushSweep()
    // What follows an evaluation without a counter belongs to it.
    let before = section
    if !hasCounter { section = before ?? evaluated }
    emit(form, row, group)
    section = before
  }

  /// Takes the values of a line after an evaluation, such as ` * Acc@1 71.2`, in place of the
  /// running means of its last line.
  ///
  /// - Returns: False when the line has other names.
  private mutating func sum(_ row: UnsafeBufferPointer<Double>, _ form: Int) -> Bool {
    guard let pending = sweep else { return false }
    let plan = plan.forms[form]
    let running = self.plan.forms[pending.form].values
    let numbers = plan.values.map { value in running.first { $0.name == value.name }?.number }
    guard !numbers.isEmpty, !numbers.contains(nil) else { return false }
    for (value, number) in zip(plan.values, numbers) {
      if let number { sweep?.values[number] = row[value.number] }
    }
    return true
  }

  mutating func move(_ row: UnsafeBufferPointer<Double>, _ form: Int) {
    let epoch = position.epoch
    var next = position
    if let total = plan.forms[form].epochTotal, row[total] != epochTotal {
      epochTotal = row[total]
      builder.edit(run: run) { $0.epochTotal = Int(exactly: epochTotal) }
    }
    guard
      next.move(
        row, epoch: plan.forms[form].epoch, step: plan.forms[form].step,
        isShared: plan.forms[form].values.isEmpty, scale: plan.forms[form].scale, base: plan.base)
    else { return }
    if next.epoch != epoch {
      if isBeforeItsEpoch(next) {
        areBarsAhead = true
        sweep?.position = next
        sweeps = 0
      }
      flushSweep()
      section = nil
      sweeps = 0
      isMeasured = false
    } else if !plan.hasEpochs, plan.forms[form].progress == nil {
      flushSweep()
      sweeps = 0
    }
    position = next
    clearTallies()
  }
}
