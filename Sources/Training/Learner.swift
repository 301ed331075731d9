public import Callbacks

/// A model that learns batch by batch: a network with its data, or ten lines in a test.
///
/// It is used on the trainer's thread alone.
public protocol Learner: Model {
  /// Training batches per epoch.
  var stepsPerEpoch: Int { get }
  /// Validation batches; 0 when there is no validation set.
  var validationSteps: Int { get }
  /// The metrics that each training batch reports.
  var metricNames: [String] { get }

  /// One sentence for each part of the data that was left out so far; the list may grow as data are
  /// read.
  var problems: [String] { get }

  /// Prepares the data of an epoch; the same epoch always gives the same data.
  func beginEpoch(_ epoch: Int) throws
  /// Trains on one batch.
  func trainStep(_ step: Int) throws -> StepMetrics
  /// Measures one batch of the validation set; throws unless implemented.
  func validationStep(_ step: Int) throws -> StepMetrics
}

extension Learner {
  public var validationSteps: Int { 0 }
  public var metricNames: [String] { ["loss"] }
  public var problems: [String] { [] }
  public func beginEpoch(_ epoch: Int) throws {}
  public func validationStep(_ step: Int) throws -> StepMetrics {
    throw CallbackError("\(type(of: self)) has validation steps but no validationStep")
  }
}
