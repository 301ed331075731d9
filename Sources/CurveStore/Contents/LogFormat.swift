public import RunModel

/// A log format, named after the tool that writes it.
///
/// Each format is declared beside its reader. Formats of the same name are equal.
public struct LogFormat: Sendable {
  /// The name in reports for programs: `keras-csv`.
  public let name: String
  /// The display name: `Keras CSVLogger`.
  public let title: String
  /// The framework whose training writes it; nil when several write it, or none that is known.
  public let framework: TrainingFramework?
  /// The number of the tool's first epoch; nil where it varies.
  public let epochBase: Int?
  /// True when other programs write this format too and may count epochs from 1.
  public let mayCountFromOne: Bool
  /// True when a metric without a prefix was measured on the training data.
  public let defaultsToTraining: Bool
  /// The buffering of its writer as the end of a sentence; nil for a tool that writes at once.
  public let writerHabit: String?

  /// Creates a format.
  public init(
    _ name: String, _ title: String, framework: TrainingFramework? = nil, epochBase: Int? = nil,
    mayCountFromOne: Bool = false,
    defaultsToTraining: Bool = false, writerHabit: String? = nil
  ) {
    self.name = name
    self.title = title
    self.framework = framework
    self.epochBase = epochBase
    self.mayCountFromOne = mayCountFromOne
    self.defaultsToTraining = defaultsToTraining
    self.writerHabit = writerHabit
  }
}

extension LogFormat {
  /// The only framework of several formats; nil when there is none, or more than one.
  package static func framework(of formats: [LogFormat]) -> TrainingFramework? {
    let known = Set(formats.compactMap(\.framework))
    return known.count == 1 ? known.first : nil
  }
}

extension LogFormat: Hashable {
  public static func == (first: LogFormat, second: LogFormat) -> Bool { first.name == second.name }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
