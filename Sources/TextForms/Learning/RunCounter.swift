/// A counter of steps with a total that never falls.
struct RunCounter: Equatable {
  private var name: String
  private var total: Double

  /// Creates the counter of a number; nil for one that is none.
  init?(_ form: TextForm, _ slot: TextSlot) {
    guard slot.use == .counter(.step), let total = slot.total, total < form.width,
      form.statistics[slot.number].falls == 0, form.statistics[total].falls == 0,
      form.statistics[total].rises == 0
    else { return nil }
    (name, self.total) = (slot.name, form.statistics[total].least)
  }
}
