/// The chosen row of the callbacks panel.
public struct RowSelection: Equatable, Sendable {
  /// The chosen row.
  public package(set) var choice = Choice.learningRate
  /// The id of the callback all of whose parameters are listed, including unset ones; nil for none.
  public package(set) var opened: String?

  /// Chooses the learning rate.
  public init() {}
}
