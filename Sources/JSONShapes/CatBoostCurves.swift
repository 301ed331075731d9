package import JSONText

/// The curves of CatBoost's `catboost_training.json`: values by position, whose names stand apart.
package struct CatBoostCurves {
  /// The records, each an object of names and values.
  package private(set) var records: [JSONValue] = []

  /// Reads the curves; nil when the value has another form.
  ///
  /// - Complexity: O(values).
  package init?(_ value: JSONValue) {
    guard let meta = value["meta"], let iterations = value["iterations"]?.array,
      meta["learn_metrics"] != nil || meta["test_metrics"] != nil
    else { return nil }
    let sets = [("learn", "learn_sets", "learn_metrics"), ("test", "test_sets", "test_metrics")]
    for (index, iteration) in iterations.enumerated() {
      var members = [JSONValue.Member("iteration", iteration["iteration"] ?? .integer(index))]
      for (usual, setsName, metricsName) in sets {
        let names = (meta[metricsName]?.array ?? []).map { $0["name"]?.string ?? $0.string ?? "" }
        let sets = meta[setsName]?.array?.compactMap(\.string) ?? [usual]
        for set in sets {
          for (name, value) in zip(names, iteration[set]?.array ?? []) {
            members.append(.init("\(set)/\(name)", value))
          }
        }
      }
      for name in ["passed_time", "remaining_time"] {
        if let value = iteration[name] { members.append(.init(name, value)) }
      }
      records.append(.object(members))
    }
  }
}
