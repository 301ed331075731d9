internal import CurveStore

/// The lines that hold no further measurements: those that repeat the best, and settings.
extension TextPlan {
  /// Leaves out the lines that only repeat the best value of a quantity: `Best accuracy so far: 0.91`,
  /// also with a counter where other lines have the quantity.
  mutating func dropExtremes(_ table: FormTable) {
    let measured = Set(
      forms.lazy.filter { $0.role == .record }.flatMap(\.values).lazy.map(\.name)
        .filter { !ExtremeWords.areIn($0) && !ExtremeWords.boundsAreIn($0) }.compactMap(
          Self.quantity))
    for index in forms.indices where forms[index].role == .record && forms[index].values.count == 1
    {
      let name = forms[index].values[0].name
      // `Best model of epoch 6 (error 0.52)`
      let first = table.forms[index].example.prefix { $0 != 0x20 }
      let isExtreme =
        ExtremeWords.areIn(name) || ExtremeWords.areIn(String(decoding: first, as: UTF8.self))
      guard isExtreme || ExtremeWords.boundsAreIn(name) else { continue }
      if isExtreme && !forms[index].hasCounter
        || Self.quantity(name).map(measured.contains) == true
      {
        forms[index].role = .ignored(.extreme)
      }
    }
  }

  /// Leaves out the few lines between the records that only hold whole numbers of no measure, such as
  /// the settings of the training that follows: `filters = 3`.
  mutating func dropSettings(_ table: FormTable) {
    let most =
      zip(forms, table.forms).lazy.filter { $0.0.role == .record }.map(\.1.lines).max() ?? 0
    for (index, form) in table.forms.enumerated()
    where forms[index].role == .record && !forms[index].hasCounter && form.lines * 4 <= most
      && forms[index].progress == nil && form.given == nil
    {
      let isSetting = forms[index].values.allSatisfy {
        MetricKind($0.name).role == .other && form.statistics[$0.number].isWhole
      }
      if isSetting { forms[index].role = .ignored(.settings) }
    }
  }

  /// The last word of a name.
  private static func quantity(_ name: String) -> Substring? {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.last
  }
}
