package import CurveStore

/// A form of lines, for people and for tools to recognize.
package struct LearnedForm: Sendable {
  /// The form as the contents of a log hold it.
  package let form: LogForm
  /// True when its lines hold a counter beside the values: in the line, or in a column of a table
  /// with rules.
  package let isCounted: Bool
  /// True when its lines are left out because their numbers have no names.
  package let isUnnamed: Bool
  /// The number of numbers in a line.
  package let width: Int
  /// True when it is left out because it stands only once.
  package let isSingle: Bool

  init(_ form: TextForm, _ plan: FormPlan, isRuled: Bool) {
    self.form = LogForm(form, plan)
    isUnnamed = plan.role == .ignored(.noNames)
    width = form.width
    isSingle = plan.role == .ignored(.once)
    isCounted = plan.hasCounter && !plan.values.isEmpty && (!form.isTableRow || isRuled)
  }

  /// The first line.
  package var example: String { form.example }
  /// The number of lines.
  package var lines: Int { form.lines }
  /// True when its lines hold measured values.
  package var isRecord: Bool { form.role == .record }
  /// The names of the numbers that are read, in order.
  package var names: [String] {
    form.numbers.filter { $0.meaning != .progress && $0.meaning != .leftOut }.map(\.name)
  }
}

extension LogForm {
  /// Describes a form and what is read from its lines.
  init(_ form: TextForm, _ plan: FormPlan) {
    self.init(
      Role(plan), example: String(decoding: form.example.prefix(400), as: UTF8.self),
      firstLine: form.firstLine, lines: form.lines, pattern: form.given?.pattern)
    guard reason == nil else { return }
    var found: [(order: Int, number: Number)] = plan.values.map { value in
      (
        value.number,
        Number(
          value.name, .value(value.split), text: Self.text(form, value.number),
          total: value.divisor.map { Self.text(form, $0) })
      )
    }
    if let progress = plan.progress {
      let total = progress.total.map { Self.text(form, $0) }
      let text = Self.text(form, progress.number)
      found.append((progress.number, Number("progress", .progress, text: text, total: total)))
    }
    for (number, name, meaning) in [
      (plan.epoch, "epoch", Number.Meaning.epoch), (plan.step, "step", .step),
    ] {
      guard let number else { continue }
      let total = form.layout.slot(of: number)?.total
      found.append(
        (
          number,
          Number(
            name, meaning, text: Self.text(form, number), total: total.map { Self.text(form, $0) })
        ))
    }
    let known = Set(found.map(\.order))
    for slot in form.layout.slots
    where !known.contains(slot.number) && slot.number != plan.writer?.number
      && slot.number != plan.run?.number && slot.use != .ignored(.total)
    {
      let text = Self.text(form, slot.number)
      if !text.isEmpty { found.append((slot.number, Number("", .leftOut, text: text))) }
    }
    numbers = found.sorted { $0.order < $1.order }.map(\.number)
  }

  /// A number as it stands in the example.
  private static func text(_ form: TextForm, _ number: Int) -> String {
    guard let slot = form.layout.slot(of: number),
      slot.column.upperBound <= form.example.count
    else { return "" }
    return String(decoding: form.example[slot.column], as: UTF8.self)
  }
}

extension LogForm.Role {
  init(_ plan: FormPlan) {
    self =
      switch plan.role {
      case .record: .record
      case .position: .position
      case .section(let split): .section(split)
      case .group: .group(plan.group)
      case .rule: .rule
      case .ignored(let reason): .ignored(reason: reason.rawValue)
      }
  }
}
