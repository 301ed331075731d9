internal import OrderedCollections

extension RunHistory {
  /// Adds series of another history of the same run on the same axis; series that are there stay.
  package mutating func add(seriesOf other: RunHistory, named names: Set<String>) {
    for (name, series) in other.stepSeries where names.contains(name) && stepSeries[name] == nil {
      stepSeries[name] = series
    }
    for (name, series) in other.epochSeries where names.contains(name) && epochSeries[name] == nil {
      epochSeries[name] = series
    }
  }

  /// Adds what the text of a script tells of this run: the number of epochs that it plans, and the
  /// reason of its end; nil for nothing.
  package mutating func add(plannedEpochs: Int?, printedEnd: String?) {
    let before = end.map { sentence(of: $0.reason) }
    if let plannedEpochs { info?.epochs = plannedEpochs }
    self.printedEnd = printedEnd
    guard let before, let reason = end?.reason else { return }
    let words = sentence(of: reason)
    if words == before { return }
    if let index = entries.lastIndex(where: { $0.mark == .end }) {
      entries[index].text = words + entries[index].text.dropFirst(before.count)
    }
    if let index = marks.lastIndex(where: { $0.kind == .end }) {
      marks[index].text = words + marks[index].text.dropFirst(before.count)
    }
  }
}
