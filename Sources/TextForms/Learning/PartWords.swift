/// The words for one of several parts of a model or experiment that are measured apart.
enum PartWords {
  private static let words: Set<String> = [
    "region", "layer", "head", "task", "agent", "player", "client", "class", "expert", "critic",
    "env", "environment", "domain", "branch", "level", "scale", "discriminator",
  ]

  /// The number of a form that says which part its values are about: `client 3: loss 0.5`, where the
  /// clients take turns; nil when none does.
  static func slot(of form: TextForm) -> TextSlot? {
    form.layout.slots.first { slot in
      guard slot.use == .measure, slot.number < form.width, slot.isWhole, slot.total == nil,
        let word = slot.name.lowercased().split(separator: " ").last, words.contains(String(word))
      else { return false }
      let statistics = form.statistics[slot.number]
      return statistics.isWhole && statistics.least >= 0 && statistics.greatest <= 1000
        && statistics.rises > 0 && statistics.falls > 0
    }
  }
}
