internal import Callbacks
internal import RemoteMonitoring
internal import RunModel

// The kinds of callbacks whose parameters are lists or mappings.
extension CallbackKind {
  /// Conditions in a list, each with its table.
  static let combinedEarlyStopping = CallbackKind(
    CombinedEarlyStopping.recipeName, ["conditions"] + CombinedEarlyStopping.table.names,
    isSimulated: true
  ) { keys throws(RecipeError) in
    typealias Condition = CombinedEarlyStopping.Condition
    let example = "conditions: [{monitor: val_loss, patience: 5}, {monitor: val/mAP, mode: max}]"
    var conditions: [Condition] = []
    for node in try keys.required("conditions", example).list() {
      let keys = try node.mapping(Condition.table.names)
      conditions.append(try keys.value(Condition(monitor: ""), Condition.table))
    }
    let values = try keys.values(of: CombinedEarlyStopping.table)
    return { [conditions] (_) throws(CallbackError) in
      var callback = try CombinedEarlyStopping(.all, of: conditions)
      try CombinedEarlyStopping.table.apply(values, to: &callback)
      return callback
    }
  }

  /// One schedule by its name: `learning_rate_scheduler: {step: {every: 5, factor: 0.5}}`.
  static let learningRateScheduler = CallbackKind(
    LearningRateScheduler.recipeName,
    LearningRateSchedule.recipeNames + LearningRateScheduler.table.names, isSimulated: true
  ) { keys throws(RecipeError) in
    let schedule = try LearningRateSchedule(keys)
    let values = try keys.values(of: LearningRateScheduler.table)
    return { (_) throws(CallbackError) in
      var callback = LearningRateScheduler(schedule)
      try LearningRateScheduler.table.apply(values, to: &callback)
      return callback
    }
  }

  /// A server's address, with headers of any name.
  static let remoteMonitor = CallbackKind(
    RemoteMonitor.recipeName, ["root", "path", "field", "headers"] + RemoteMonitor.table.names
  ) { keys throws(RecipeError) in
    let root = try keys.string("root", or: "http://localhost:9000")
    let path = try keys.string("path", or: "/publish/epoch/end/")
    let field = try keys.string("field", or: "data")
    let headers = try keys["headers"]?.texts() ?? [:]
    let values = try keys.values(of: RemoteMonitor.table)
    return { (_) throws(CallbackError) in
      var callback = try RemoteMonitor(root: root, path: path, field: field, headers: headers)
      try RemoteMonitor.table.apply(values, to: &callback)
      return callback
    }
  }
}

extension LearningRateSchedule {
  fileprivate static let recipeNames = ["constant", "step", "exponential", "cosine", "piecewise"]

  fileprivate init(_ keys: RecipeMapping) throws(RecipeError) {
    let given = Self.recipeNames.filter { keys.members[$0] != nil }
    guard given.count == 1, let name = given.first, let body = keys.members[name] else {
      throw keys.node.error(
        "\(keys.node.path) takes one of \(Self.recipeNames.joined(separator: ", ")), "
          + "such as {step: {every: 5, factor: 0.5}}")
    }
    let initial: LearningRateSchedule
    switch name {
    case "step": initial = .step(every: 10, factor: 0.5)
    case "exponential": initial = .exponential(factor: 0.95)
    case "cosine": initial = .cosine(warmup: 0, minimum: 0)
    case "piecewise":
      self = try Self.piecewise(body)
      return
    default: initial = .constant
    }
    self = try body.mapping(initial.table.names).value(initial, initial.table)
  }

  private static func piecewise(_ body: RecipeNode) throws(RecipeError) -> LearningRateSchedule {
    let keys = try body.mapping(["boundaries", "rates"])
    var (boundaries, rates): ([Int], [Double]) = ([], [])
    for node in try keys.required("boundaries", "boundaries: [10, 20]").list() {
      if case .integer(let epoch) = try node.value(in: .count()) { boundaries.append(epoch) }
    }
    for node in try keys.required("rates", "rates: [0.1, 0.01, 0.001]").list() {
      if case .number(let rate) = try node.value(in: .magnitude) { rates.append(rate) }
    }
    let schedule = LearningRateSchedule.piecewise(boundaries: boundaries, rates: rates)
    guard rates.count == boundaries.count + 1, schedule.hasRisingBoundaries else {
      throw body.error(
        "\(body.path) takes rising boundaries and one more rate than boundaries, each at least 0")
    }
    return schedule
  }
}
