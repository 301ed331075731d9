/// Lines that end with the heading of the next epoch.
extension TextPlan {
  /// Finds records behind which `Epoch 2/5` stands because a line end is missing: the first epoch has
  /// such a heading on a line of its own.
  mutating func findEpochsAhead(_ table: FormTable) {
    for (heading, headingForm) in zip(forms, table.forms) where heading.role == .position {
      guard let epoch = heading.epoch, let total = Self.total(of: epoch, in: headingForm) else {
        continue
      }
      let first = headingForm.statistics[epoch]
      for (index, form) in table.forms.enumerated()
      where forms[index].role == .record && form.firstLine > headingForm.firstLine {
        guard let number = forms[index].epoch, forms[index].step == nil,
          Self.total(of: number, in: form) == total,
          form.statistics[number].least == first.least + 1,
          first.greatest < form.statistics[number].least,
          forms[index].values.allSatisfy({ $0.number < number })
        else { continue }
        forms[index].isAhead = true
      }
    }
  }

  /// The total that stands behind an epoch, where it is the same in all lines.
  private static func total(of epoch: Int, in form: TextForm) -> Double? {
    guard let total = form.layout.slot(of: epoch)?.total, total < form.width,
      !form.statistics[total].isChanging
    else { return nil }
    return form.statistics[total].least
  }
}
