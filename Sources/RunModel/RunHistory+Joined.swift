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

  /// Sets the number of epochs that another source plans for this run; nil for none.
  package mutating func plan(epochs: Int?) {
    if let epochs { info?.epochs = epochs }
  }
}
