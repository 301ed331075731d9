internal import Callbacks
internal import Messages
internal import Networks
internal import RunModel
internal import Training

/// The learner of the leader: every call that changes the network is also made by the followers.
///
/// The trainer and its callbacks exist in the leader alone and see one learner. A call is sent
/// before it is made, so that all ranks are always at the same step.
final class DistributedLearner<Base: NetworkLearner>: Learner, SavableModel {
  private let base: Base
  private let group: TrainingGroup
  /// The problems of the followers so far.
  private var otherProblems: [String] = []

  init(_ base: Base, _ group: TrainingGroup) {
    self.base = base
    self.group = group
  }

  var stepsPerEpoch: Int { base.stepsPerEpoch }
  var validationSteps: Int { base.validationSteps }
  var metricNames: [String] { base.metricNames }
  var iterations: Int { base.iterations }
  var usesAverage = false

  func direction(ofMetric metric: String) -> Direction? { base.direction(ofMetric: metric) }

  func beginEpoch(_ epoch: Int) throws {
    try group.lead(.beginEpoch(epoch)) { try base.beginEpoch(epoch) }
  }

  func trainStep(_ step: Int) throws -> StepMetrics {
    let metrics = try group.lead(.trainStep(step)) {
      try group.measured { try base.trainStep(step) }
    }
    if group.work.isDue(atEnd: step + 1 == stepsPerEpoch, ranks: group.place.size) {
      try group.lead(.tellWork) { try group.tellWork() }
    }
    return metrics
  }

  func validationStep(_ step: Int) throws -> StepMetrics {
    try group.lead(.validationStep(step)) {
      if step == 0 { try group.compare(base.weights) }
      return try base.validationStep(step)
    }
  }

  var problems: [String] {
    // After a failure, the next step throws it.
    let others = try? group.lead(.tellProblems) { try group.gatherProblems([]) }
    otherProblems = others ?? otherProblems
    var all = base.problems
    for problem in otherProblems where !all.contains(problem) { all.append(problem) }
    return all
  }

  var learningRate: Float {
    get { base.learningRate }
    set {
      try? group.lead(.setLearningRate(newValue)) {}
      base.learningRate = newValue
    }
  }

  var weights: [[Float]] {
    get { base.weights }
    set {
      send(.setWeights, newValue)
      base.weights = newValue
    }
  }

  var averagedWeights: [[Float]]? {
    get { base.averagedWeights }
    set {
      if let newValue { send(.setAverage, newValue) }
      base.averagedWeights = newValue
    }
  }

  private func send(_ directive: Directive, _ tensors: [[Float]]) {
    _ = try? group.lead(directive) {
      try group.share(tensors, like: base.network.weightShapes)
    }
  }

  func resetOptimizer() {
    try? group.lead(.resetOptimizer) {}
    base.resetOptimizer()
  }

  func save(to path: String, weightsOnly: Bool, keeping: [String: [[Float]]]) throws {
    try base.save(to: path, weightsOnly: weightsOnly, keeping: keeping)
  }

  func load(from path: String) throws -> [String: [[Float]]] {
    let kept = try base.load(from: path)
    try group.lead(.restore) { try group.share(stateOf: base.network) }
    return kept
  }
}

extension TrainingGroup {
  /// Gives all ranks the leader's weights, the state of the optimiser and the learning rate.
  func share(stateOf network: some WeightedNetwork) throws(MessagesError) {
    let shapes = network.weightShapes
    let trained = network.trainedWeights.map { shapes[$0] }
    network.weights = try share(network.weights, like: shapes)
    var moments = network.moments
    moments.first = try share(moments.first, like: trained)
    moments.second = try share(moments.second, like: trained)
    if let velocity = moments.velocity { moments.velocity = try share(velocity, like: trained) }
    var numbers = [UInt64(network.iterations), UInt64(network.learningRate.bitPattern)]
    try messages.broadcast(&numbers)
    network.restoreOptimizer(moments, iterations: Int(numbers[0]))
    network.learningRate = Float(bitPattern: UInt32(truncatingIfNeeded: numbers[1]))
    if let average = network.averagedWeights {
      network.averagedWeights = try share(average, like: shapes)
    }
  }

  /// Collects the problems of all ranks at the leader, in the order of ranks.
  func gatherProblems(_ own: [String]) throws(MessagesError) -> [String] {
    let texts = try keepingFailure { () throws(MessagesError) in
      try messages.gather(Array(own.joined(separator: "\n").utf8))
    }
    return texts.flatMap {
      String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }
}
