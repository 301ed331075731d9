internal import CurveStore

/// The names that several forms share.
extension TextPlan {
  /// Puts the label in front of names that several forms have with different labels.
  mutating func distinguish(_ table: FormTable) {
    var labels: [String: Set<String>] = [:]
    for (form, plan) in zip(table.forms, forms) where plan.role == .record {
      for value in plan.values {
        let label = Self.label(form, value)
        if !label.isEmpty {
          labels[Self.key(value), default: []].insert(label)
        }
      }
    }
    guard labels.contains(where: { $0.value.count > 1 }) else { return }
    for index in forms.indices where forms[index].role == .record {
      for item in forms[index].values.indices {
        let value = forms[index].values[item]
        let label = Self.label(table.forms[index], value)
        if !label.isEmpty, labels[Self.key(value)]?.count ?? 0 > 1 {
          forms[index].values[item].name = "\(label) \(value.name)"
        }
      }
    }
  }

  /// Tells values of whole epochs from those of steps that have the same name.
  mutating func separateEpochs() {
    let records = forms.indices.filter { forms[$0].role == .record && forms[$0].progress == nil }
    var stepped: Set<String> = []
    for index in records where forms[index].step != nil {
      stepped.formUnion(forms[index].values.map(Self.key))
    }
    for index in records where forms[index].step == nil && forms[index].epoch != nil {
      for item in forms[index].values.indices
      where stepped.contains(Self.key(forms[index].values[item]))
        && MetricKind(forms[index].values[item].name).role.isQuality
      {
        forms[index].values[item].name += " (epoch)"
      }
    }
  }

  private static func key(_ value: FormPlan.Value) -> String {
    "\(value.split?.rawValue ?? "") \(value.name)"
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
  mutating func separateTraining(_ table: FormTable) {
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
        } else if counted.contains(name), !hasSections, table.forms[index].lines > 1,
          Self.label(table.forms[index], forms[index].values[item]).isEmpty
        {
          let isTraining = table.forms[index].layout.slots.contains {
            SplitWords.split(in: $0.name) == .train
          }
          forms[index].values[item].split = isTraining ? .train : .validation
        }
      }
    }
  }

  private var hasSections: Bool {
    forms.contains { if case .section(let split) = $0.role { split != .train } else { false } }
  }
}
