/// A change of the learning rate.
public struct LearningRateChange: Equatable, Sendable {
  /// The epoch in which it happened, from 0.
  public var epoch: Int
  /// Steps done in that epoch.
  public var step: Int
  /// The rate before.
  public var old: Double
  /// The rate after.
  public var new: Double
  /// The cause: a callback's name, or the way a person asked.
  public var by: String

  /// Creates a change of the learning rate.
  public init(epoch: Int, step: Int, old: Double, new: Double, by: String) {
    self.epoch = epoch
    self.step = step
    self.old = old
    self.new = new
    self.by = by
  }

  /// The change in words: `learning rate 0.001 → 5e-4`.
  var words: String { "learning rate \(old.rateWords) → \(new.rateWords)" }
}

extension LearningRateChange {
  static let schema = JSONSchema(
    LearningRateChange(epoch: 0, step: 0, old: 0, new: 0, by: ""),
    [
      .init("epoch", \.epoch, .integer), .init("step", \.step, .integer),
      .init("old", \.old, .number), .init("new", \.new, .number), .init("by", \.by, .text),
    ])
}
