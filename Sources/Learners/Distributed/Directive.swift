/// A call of the leader's trainer that all ranks make.
enum Directive: Equatable {
  case beginEpoch(Int)
  case trainStep(Int)
  case validationStep(Int)
  case setLearningRate(Float)
  /// The tensors follow.
  case setWeights
  case setAverage
  case resetOptimizer
  /// The whole state of the network follows.
  case restore
  /// The problems of all ranks are collected.
  case tellProblems
  /// The work of all ranks is collected.
  case tellWork
  /// Nothing is to be done: the leader waits for a person or works alone.
  case stillHere
  case end

  /// The message: a number for the kind, and one for the value.
  var words: [UInt64] {
    switch self {
    case .end: [0, 0]
    case .beginEpoch(let epoch): [1, UInt64(epoch)]
    case .trainStep(let step): [2, UInt64(step)]
    case .validationStep(let step): [3, UInt64(step)]
    case .setLearningRate(let rate): [4, UInt64(rate.bitPattern)]
    case .setWeights: [5, 0]
    case .setAverage: [6, 0]
    case .resetOptimizer: [7, 0]
    case .restore: [8, 0]
    case .tellProblems: [9, 0]
    case .tellWork: [10, 0]
    case .stillHere: [11, 0]
    }
  }

  /// Reads a message.
  init(_ words: [UInt64]) {
    switch words[0] {
    case 1: self = .beginEpoch(Int(words[1]))
    case 2: self = .trainStep(Int(words[1]))
    case 3: self = .validationStep(Int(words[1]))
    case 4: self = .setLearningRate(Float(bitPattern: UInt32(truncatingIfNeeded: words[1])))
    case 5: self = .setWeights
    case 6: self = .setAverage
    case 7: self = .resetOptimizer
    case 8: self = .restore
    case 9: self = .tellProblems
    case 10: self = .tellWork
    case 11: self = .stillHere
    default: self = .end
    }
  }
}
