internal import CurveStore

/// The plan for reading a text: a plan for each form, and the facts that hold for the whole file.
package struct TextPlan: Equatable, Sendable {
  /// The plans, by form.
  var forms: [FormPlan] = []
  /// The number of the first epoch: 0 or 1.
  var base = 0.0
  /// True when something in the file counts.
  var hasCounters = false
  /// True when epochs are counted.
  var hasEpochs = false
  /// True when epochs are counted in parts: `epoch 0.02`.
  private(set) var hasFractionalEpochs = false
  /// The epoch of an evaluation before the first epoch; nil when there is none before it.
  private(set) var initialEpoch: Double?
  /// The step of an evaluation before the first step, in a text without epochs.
  private(set) var initialStep: Double?
  /// The number of the first line in which something counts.
  private var firstRecord: Int?
  /// The number of times that training began again.
  private var restarts = 0

  /// Learns the plan from all lines so far.
  ///
  /// - Complexity: O(forms), and O(lines) where lines without counters repeat.
  init(_ table: FormTable) {
    var counters = table.forms.map(FormCounters.init)
    let isEvaluated = table.forms.contains { form in
      form.layout.slots.contains { $0.split?.isHeldBack == true }
    }
    hasEpochs = counters.contains { $0.epoch != nil }
    let epochs = FormCounters.epochs(counters, table.forms)
    let epochsSoFar =
      zip(counters, table.forms).compactMap { counters, form in
        counters.epoch.map { form.statistics[$0].rises }
      }.max() ?? 0
    let others = table.forms.flatMap { form in
      form.layout.slots.compactMap { RunCounter(form, $0) }
    }
    for index in counters.indices {
      counters[index].decide(
        table.forms[index], hasEpochs: hasEpochs, isEvaluated: isEvaluated, epochs: epochs,
        epochsSoFar: epochsSoFar, others: others)
    }
    hasEpochs = counters.contains { $0.epoch != nil }
    if !counters.contains(where: { $0.epoch != nil || $0.step != nil }) {
      for index in counters.indices { counters[index].findCount(table.forms[index]) }
    }
    hasCounters = counters.contains { $0.epoch != nil || $0.step != nil }
    hasFractionalEpochs = counters.contains { $0.hasFractionalEpoch }
    let least = zip(counters, table.forms).compactMap { counters, form in
      counters.epoch.map { form.statistics[$0].least }
    }.min()
    base = least ?? 0 >= 1 ? 1 : 0
    firstRecord = zip(table.forms, counters).compactMap { form, counters in
      counters.epoch == nil && counters.step == nil ? nil : form.firstLine
    }.min()
    restarts =
      zip(counters, table.forms).map { $0.restarts($1, base: base, hasEpochs: hasEpochs) }.max()
      ?? 0
    forms = zip(table.forms, counters).map { plan($0, $1) }
    findEpochsAhead(table)
    keepKnownNames(table)
    distinguish(table)
    separateEpochs()
    separateTraining(table)
    countLines(table)
    findRuns(table, counters)
    dropExtremes(table)
    dropSettings(table)
    if hasEpochs {
      initialEpoch = least == 1 ? 0 : nil
    } else {
      let steps = zip(counters, table.forms).compactMap { counters, form in
        counters.step.map { form.statistics[$0].least }
      }
      initialStep = steps.min() ?? 0 >= 1 ? 0 : nil
    }
  }

  /// Finds the lines that number several runs of one text, such as folds, where the counters start
  /// over.
  private mutating func findRuns(_ table: FormTable, _ counters: [FormCounters]) {
    let startsOver = zip(counters, table.forms).contains { counters, form in
      [counters.epoch, counters.step].contains { $0.map { form.statistics[$0].falls > 0 } ?? false }
    }
    guard startsOver else { return }
    for (index, form) in table.forms.enumerated() where form.given == nil && !form.isMessage {
      guard let slot = RunWords.slot(of: form) else { continue }
      forms[index].run = FormPlan.RunNumber(number: slot.number, word: slot.name.lowercased())
      forms[index].values.removeAll { $0.number == slot.number }
      if forms[index].values.isEmpty, forms[index].role != .position { forms[index].role = .rule }
    }
  }

  private func plan(_ form: TextForm, _ counters: FormCounters) -> FormPlan {
    var plan = FormPlan()
    let layout = form.layout
    plan.isBar = form.isBar
    plan.isTabular = layout.cells > 0
    plan.isIndented = form.example.first == 0x20 || form.example.first == 0x09
    if form.isMessage {
      plan.role = .ignored(.message)
      return plan
    }
    guard form.width > 0 else {
      plan.role = Self.roleWithoutNumbers(form, &plan.group)
      return plan
    }
    plan.epoch = counters.epoch
    plan.epochTotal = counters.epoch.flatMap { layout.slot(of: $0)?.total }
    plan.writer = counters.writer.map {
      FormPlan.Writer(number: $0, chosen: form.statistics[$0].least)
    }
    plan.step = counters.step
    if let step = counters.step, let slot = layout.slot(of: step) {
      plan.preference = CounterWords.preference(slot.name)
    }
    plan.progress = counters.progress
    plan.scale = counters.scale(form, base: base, hasEpochs: hasEpochs)
    plan.values = MeasureNames.values(of: form, besides: counters)
    if form.given == nil, plan.values.count > 1, let slot = PartWords.slot(of: form) {
      plan.part = FormPlan.Part(number: slot.number, name: slot.name)
      plan.values.removeAll { $0.number == slot.number }
    }
    plan.isPair =
      plan.progress == nil && plan.values.isEmpty == plan.hasCounter
      && layout.slots.filter { $0.use == .measure || isCounter($0) }.count == 1
    if plan.values.isEmpty {
      if plan.hasCounter {
        plan.role = .position
        // `Epoch 3 done. Testing:`
        if let split = layout.split, split.isHeldBack, layout.words <= 6 { plan.section = split }
      } else {
        plan.role = .ignored(
          layout.slots.contains { $0.use == .ignored(.settings) } ? .settings : .noNames)
        if plan.role != .ignored(.settings), let split = layout.split,
          layout.words <= (Self.isHeading(form) ? 8 : 4)
        {
          plan.role = .section(split)
        }
      }
      return plan
    }
    if form.given == nil, Self.isArguments(form, plan) {
      plan.role = .ignored(.settings)
    } else if plan.hasCounter || plan.progress != nil || form.given != nil {
      plan.role = .record
    } else if form.lines < 2 {
      plan.role = isResult(form, plan) ? .record : .ignored(.once)
    } else if isSettings(form, plan) {
      plan.role = .ignored(.settings)
    } else if !hasCounters, !Self.isMeasured(form, plan) {
      plan.role = .ignored(.settings)
    } else {
      plan.role = .record
    }
    return plan
  }

  /// Returns true for a line that stands once, with many names that are mostly no measures: the
  /// arguments of a program in one line.
  private static func isArguments(_ form: TextForm, _ plan: FormPlan) -> Bool {
    guard form.lines == 1, plan.values.count >= 2 else { return false }
    let kinds = plan.values.map { MetricKind($0.name) }
    let quality = kinds.count { $0.role.isQuality }
    if quality == 0, plan.values.allSatisfy({ form.layout.slot(of: $0.number)?.isWhole == true }) {
      return true
    }
    return form.layout.isInBraces && plan.values.count >= 4
      && quality * 2 < kinds.count { $0.role != .learningRate && !$0.isBookkeeping }
        + (quality == 0 ? 1 : 0)
  }

  /// Returns true for a line that tells a result after the records: `Test accuracy: 0.61`.
  private func isResult(_ form: TextForm, _ plan: FormPlan) -> Bool {
    guard hasCounters, !form.isTableRow, let first = firstRecord, form.firstLine > first else {
      return false
    }
    return plan.values.allSatisfy { value in
      guard MetricKind(value.name).role.isQuality,
        let slot = form.layout.slot(of: value.number),
        slot.isJoined || slot.hasOwnSplit || plan.values.count > 1,
        !slot.isFollowedByWords,
        !slot.isWhole || slot.isPercent
          || slot.isJoined && Self.isShort(value.name)
            && form.statistics[value.number].greatest <= 1
      else { return false }
      return !ExtremeWords.areIn(value.name) && !ExtremeWords.boundsAreIn(value.name)
    }
  }

  /// Returns true for a name rather than a sentence; only then a whole number is a result.
  private static func isShort(_ name: String) -> Bool { name.split(separator: " ").count <= 3 }

  /// Reads a line that stands only once, too, when other lines have its names: the last line of an
  /// evaluation may lack the words "best so far".
  private mutating func keepKnownNames(_ table: FormTable) {
    var known: Set<String> = []
    for plan in forms where plan.role == .record { known.formUnion(plan.values.map(\.name)) }
    for index in forms.indices
    where forms[index].role == .ignored(.once)
      && table.forms[index].firstLine > firstRecord ?? Int.max
    {
      if forms[index].values.allSatisfy({ known.contains($0.name) }) { forms[index].role = .record }
    }
  }

  private func isCounter(_ slot: TextSlot) -> Bool {
    if case .counter = slot.use { true } else { false }
  }

  /// Returns true when nothing in several lines without counters ever changes or has the name of a
  /// loss or metric: a run that starts again prints its settings again.
  private func isSettings(_ form: TextForm, _ plan: FormPlan) -> Bool {
    // A training that begins again prints them once more.
    let isOncePerTraining = form.lines <= 1 + restarts
    return
      (plan.values.count > 1 || isOncePerTraining || form.lines <= 3 && form.layout.cells == 0)
      && plan.values.allSatisfy {
        let role = MetricKind($0.name).role
        return !role.isQuality && form.statistics[$0.number].isConstant
          && (plan.values.count > 1 || isOncePerTraining || role == .other)
      }
  }

  /// Returns true when a form without counters, in a file without any, holds measures rather than
  /// settings: a value with a known name changes.
  private static func isMeasured(_ form: TextForm, _ plan: FormPlan) -> Bool {
    plan.values.contains {
      MetricKind($0.name).role.isQuality && !form.statistics[$0.number].isConstant
    }
  }

  /// Returns true for a line that ends with a colon.
  private static func isHeading(_ form: TextForm) -> Bool {
    form.example.last { $0 > 0x20 } == UInt8(ascii: ":")
  }

  private static func roleWithoutNumbers(
    _ form: TextForm, _ group: inout String
  ) -> FormPlan.Role {
    let layout = form.layout
    if layout.isRule { return .rule }
    if layout.cells > 0 {
      let text = String(decoding: form.example, as: UTF8.self).split(whereSeparator: {
        $0 == "|" || $0.isWhitespace
      })
      if text.count == 1, text[0].hasSuffix("/") {
        group = String(text[0].dropLast())
        return .group
      }
    }
    let cells = form.example.split(separator: UInt8(ascii: "|")).count { cell in
      cell.contains { $0 > 0x20 }
    }
    // A row of two cells is a name and its value.
    if let split = layout.split, layout.words <= (isHeading(form) ? 8 : 5),
      layout.cells == 0 || cells == 1
    {
      return .section(split)
    }
    return .ignored(.noNumbers)
  }
}
