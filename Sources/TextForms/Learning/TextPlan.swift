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

  /// Learns the plan from all lines so far.
  ///
  /// - Complexity: O(forms), and O(lines) where lines without counters repeat.
  init(_ table: FormTable) {
    var counters = table.forms.map(FormCounters.init)
    let isEvaluated = table.forms.contains { form in
      form.layout.slots.contains { $0.split == .validation }
    }
    hasEpochs = counters.contains { $0.epoch != nil }
    let epochs = FormCounters.epochs(counters, table.forms)
    for index in counters.indices {
      counters[index].decide(
        table.forms[index], hasEpochs: hasEpochs, isEvaluated: isEvaluated, epochs: epochs)
    }
    hasEpochs = counters.contains { $0.epoch != nil }
    hasCounters = counters.contains { $0.epoch != nil || $0.step != nil }
    let least = zip(counters, table.forms).compactMap { counters, form in
      counters.epoch.map { form.statistics[$0].least }
    }.min()
    base = least ?? 0 >= 1 ? 1 : 0
    forms = zip(table.forms, counters).map { plan($0, $1) }
    keepKnownNames(table)
    distinguish(table)
    separateTraining(table)
    countLines(table)
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
    plan.isPair =
      plan.progress == nil && plan.values.isEmpty == plan.hasCounter
      && layout.slots.filter { $0.use == .measure || isCounter($0) }.count == 1
    if plan.values.isEmpty {
      if plan.hasCounter {
        plan.role = .position
      } else {
        plan.role = .ignored(
          layout.slots.contains { $0.use == .ignored(.settings) } ? .settings : .noNames)
        if plan.role != .ignored(.settings), let split = layout.split, layout.words <= 4 {
          plan.role = .section(split)
        }
      }
      return plan
    }
    if plan.hasCounter || plan.progress != nil || form.given != nil {
      plan.role = .record
    } else if form.lines < 2 {
      plan.role = .ignored(.once)
    } else if Self.isSettings(form, plan) {
      plan.role = .ignored(.settings)
    } else if !hasCounters, !Self.isMeasured(form, plan) {
      plan.role = .ignored(.settings)
    } else {
      plan.role = .record
    }
    return plan
  }

  /// Reads a line that stands only once, too, when other lines have its names: the last line of an
  /// evaluation may lack the words "best so far".
  private mutating func keepKnownNames(_ table: FormTable) {
    var known: Set<String> = []
    for plan in forms where plan.role == .record { known.formUnion(plan.values.map(\.name)) }
    for index in forms.indices where forms[index].role == .ignored(.once) {
      if forms[index].values.allSatisfy({ known.contains($0.name) }) { forms[index].role = .record }
    }
  }

  private func isCounter(_ slot: TextSlot) -> Bool {
    if case .counter = slot.use { true } else { false }
  }

  /// Returns true when nothing in several lines without counters ever changes or has the name of a
  /// loss or metric: a run that starts again prints its settings again.
  private static func isSettings(_ form: TextForm, _ plan: FormPlan) -> Bool {
    plan.values.count > 1
      && plan.values.allSatisfy {
        !MetricKind($0.name).role.isQuality && form.statistics[$0.number].isConstant
      }
  }

  /// Returns true when a form without counters, in a file without any, holds measures rather than
  /// settings: a value with a known name changes.
  private static func isMeasured(_ form: TextForm, _ plan: FormPlan) -> Bool {
    plan.values.contains {
      MetricKind($0.name).role.isQuality && !form.statistics[$0.number].isConstant
    }
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
    if let split = layout.split, layout.words <= 5 { return .section(split) }
    return .ignored(.noNumbers)
  }

  // MARK: Names in several forms

  /// Puts the label in front of names that several forms have with different labels.
  private mutating func distinguish(_ table: FormTable) {
    var labels: [String: Set<String>] = [:]
    for (form, plan) in zip(table.forms, forms) where plan.role == .record {
      for value in plan.values {
        let label = Self.label(form, value)
        if !label.isEmpty {
          labels["\(value.split?.rawValue ?? "") \(value.name)", default: []].insert(label)
        }
      }
    }
    guard labels.contains(where: { $0.value.count > 1 }) else { return }
    for index in forms.indices where forms[index].role == .record {
      for item in forms[index].values.indices {
        let value = forms[index].values[item]
        let label = Self.label(table.forms[index], value)
        if !label.isEmpty, labels["\(value.split?.rawValue ?? "") \(value.name)"]?.count ?? 0 > 1 {
          forms[index].values[item].name = "\(label) \(value.name)"
        }
      }
    }
  }

  private static func label(_ form: TextForm, _ value: FormPlan.Value) -> String {
    guard
      let slot = form.layout.slots.first(where: {
        $0.number == value.number || $0.mean == value.number
      }),
      !slot.name.hasPrefix(slot.label), SplitWords.split(in: slot.label) == nil,
      slot.label.count <= 40
    else { return "" }
    return slot.label
  }

  /// Finds what was measured on where only the other line says it: a name that is also measured in
  /// an evaluation is one of training, and a line without counters with the name of one that has
  /// them is the sum of an evaluation.
  private mutating func separateTraining(_ table: FormTable) {
    let records = forms.indices.filter { forms[$0].role == .record }
    var heldBack: Set<String> = []
    var counted: Set<String> = []
    for index in records {
      for value in forms[index].values {
        if value.split?.isHeldBack == true { heldBack.insert(value.name) }
        if value.split == nil || value.split == .train, forms[index].hasCounter,
          !forms[index].isEvaluation
        {
          counted.insert(value.name)
        }
      }
    }
    for index in records {
      for item in forms[index].values.indices where forms[index].values[item].split == nil {
        let name = forms[index].values[item].name
        let kind = MetricKind(name)
        guard kind.split == nil, kind.role.isQuality else { continue }
        if forms[index].hasCounter || forms[index].progress != nil {
          if heldBack.contains(name) { forms[index].values[item].split = .train }
        } else if counted.contains(name), !hasSections,
          Self.label(table.forms[index], forms[index].values[item]).isEmpty
        {
          forms[index].values[item].split = .validation
        }
      }
    }
  }

  private var hasSections: Bool {
    forms.contains { if case .section(let split) = $0.role { split != .train } else { false } }
  }

  // MARK: Lines that are counted

  /// Counts the lines per epoch of records in which nothing counts.
  private mutating func countLines(_ table: FormTable) {
    let counted = Set(
      forms.indices.filter {
        let plan = forms[$0]
        return plan.role == .record && plan.step == nil && plan.progress == nil
          && table.forms[$0].lines > 1
      })
    guard hasEpochs, !counted.isEmpty else { return }
    var tallies = [Int](repeating: 0, count: forms.count)
    var most = [Int](repeating: 0, count: forms.count)
    var crowded = [Int](repeating: 0, count: forms.count)
    var position = RowPosition()
    RowWalk.walk(table, 0..<table.rows) { form, row in
      let plan = forms[form]
      guard plan.hasCounter || counted.contains(form) else { return }
      if let writer = plan.writer, row[writer.number] != writer.chosen { return }
      if position.move(
        row, epoch: plan.epoch, step: plan.step, scale: plan.scale, base: base)
      {
        for index in counted { tallies[index] = 0 }
      }
      guard counted.contains(form), position.epoch != nil, position.step == nil else { return }
      tallies[form] += 1
      if tallies[form] == 2 { crowded[form] += 1 }
      most[form] = max(most[form], tallies[form])
    }
    for form in counted
    where most[form] > 1 && crowded[form] * 4 >= table.forms[form].lines / most[form] {
      forms[form].linesPerEpoch = Double(most[form])
    }
  }
}
