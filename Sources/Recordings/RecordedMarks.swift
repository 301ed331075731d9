public import RunModel

/// The marks of a whole run with the moments at which they were made.
public struct RecordedMarks: Equatable, Sendable {
  /// The marks, in order.
  public var marks: [EventMark]
  /// The moment of each of them, in seconds, ascending.
  public var moments: [Double]

  /// Creates the marks.
  public init(_ marks: [EventMark], at moments: [Double]) {
    (self.marks, self.moments) = (marks, moments)
  }
}
