/// A form of console text: lines that differ only in their numbers, and what is read from them.
public struct LogForm: Equatable, Sendable {
  /// The part that the lines play in the log.
  public enum Role: Equatable, Sendable {
    /// They hold measured values.
    case record
    /// They only say where the run is: `Epoch 3/10`.
    case position
    /// They say what the values that follow were measured on: `Validation:`.
    case section(LogSeries.Split)
    /// They name a group of the values that follow: `rollout/`.
    case group(String)
    /// They divide blocks, as a line of dashes does.
    case rule
    /// They are left out, for a reason in plain words: `no numbers`.
    case ignored(reason: String)
  }

  /// A number of a line.
  public struct Number: Equatable, Sendable {
    /// The meaning of a number.
    public enum Meaning: Equatable, Sendable {
      /// The epoch.
      case epoch
      /// The step: batches, updates, samples, episodes.
      case step
      /// The progress of a bar or an evaluation, of which only the last state counts.
      case progress
      /// A value of a series, with the data it was measured on where the line says so apart from
      /// the name.
      case value(LogSeries.Split?)
      /// A number that is not read: a time, a total of samples, a part of a sentence.
      case leftOut
    }

    /// The name: that of the series, or `epoch`, `step` or `progress`; empty for one that is left out.
    public var name: String
    /// The meaning.
    public var meaning: Meaning
    /// The number as it stands in the example.
    public var text: String
    /// The number that it is a part of, as it stands in the example: `10` in `3/10`.
    public var total: String?

    /// Creates a number.
    public init(_ name: String, _ meaning: Meaning, text: String, total: String? = nil) {
      (self.name, self.meaning, self.text, self.total) = (name, meaning, text, total)
    }
  }

  /// The part that the lines play in the log.
  public var role: Role
  /// The first line, at most 400 bytes of it.
  public var example: String
  /// The number of the first line in the file, from 1.
  public var firstLine: Int
  /// The number of lines.
  public var lines: Int
  /// The numbers, in the order of the line; the totals of counters stand with these.
  public var numbers: [Number]
  /// The pattern of the ``GivenForm`` that named the numbers; nil for a form that was learned.
  public var pattern: String?

  /// Creates a form.
  public init(
    _ role: Role, example: String, firstLine: Int, lines: Int, numbers: [Number] = [],
    pattern: String? = nil
  ) {
    (self.role, self.example, self.firstLine) = (role, example, firstLine)
    (self.lines, self.numbers, self.pattern) = (lines, numbers, pattern)
  }

  /// The reason why the lines are left out; nil when they are read.
  public var reason: String? {
    if case .ignored(let reason) = role { reason } else { nil }
  }
}
