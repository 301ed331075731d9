/// The words for one of several runs in one text.
enum RunWords {
  private static let words: Set<String> = [
    "run", "fold", "experiment", "kfold", "replicate", "repeat",
  ]

  /// The number of a form that counts runs: `Fold 2/5`, `Run: 03, Epoch: 01`; nil when none does.
  static func slot(of form: TextForm) -> TextSlot? {
    form.layout.slots.first { slot in
      guard slot.number < form.width, slot.isWhole, words.contains(slot.name.lowercased()) else {
        return false
      }
      switch slot.use {
      case .measure, .unnamed: break
      default: return false
      }
      let statistics = form.statistics[slot.number]
      return statistics.isWhole && statistics.least >= 0 && statistics.least <= 1
        && statistics.greatest <= 1000 && statistics.rises > 0 && statistics.falls == 0
    }
  }
}
