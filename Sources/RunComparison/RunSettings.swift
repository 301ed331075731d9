/// The settings that a run was started with: names and values as text, in their order.
package struct RunSettings: Equatable, Sendable {
  /// A setting.
  package struct Setting: Equatable, Sendable {
    /// The name; the parts of nested names are joined with dots.
    package var name: String
    /// The value as text.
    package var value: String

    /// Creates a setting.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The settings; of equal names the first counts.
  package private(set) var all: [Setting] = []

  /// No settings.
  package init() {}

  /// Creates settings from pairs of names and values.
  package init(_ pairs: [(String, String)]) { all = pairs.map { Setting($0.0, $0.1) } }

  /// True when nothing is known.
  package var isEmpty: Bool { all.isEmpty }

  /// The value of a setting by its whole name, by the last part of it, or by either behind `set.`; nil
  /// when there is none.
  ///
  /// `lr` and `learning_rate` are one name.
  ///
  /// - Complexity: O(settings).
  package subscript(name: String) -> String? {
    var found = all.first { $0.name == name } ?? all.first { Self.lastPart(of: $0.name) == name }
    if found == nil, Self.rateNames.contains(name) {
      found = all.first { Self.rateNames.contains(Self.lastPart(of: $0.name)) }
    }
    guard found == nil, name.hasPrefix(Self.prefix) else { return found?.value }
    return self[String(name.dropFirst(Self.prefix.count))]
  }

  /// The names of the learning rate.
  static let rateNames: Set = ["lr", "learning_rate"]

  /// The beginning of the name of a setting that is also that of a column: `set.epochs`.
  package static let prefix = "set."

  /// The names of the number of epochs in the settings of other programs.
  private static let epochNames = [
    "epochs", "max_epochs", "num_epochs", "n_epochs", "total_epochs", "num_train_epochs",
  ]

  /// The names of the groups whose number of epochs is that of the run; that of a scheduler or of the
  /// warmup is its own.
  private static let epochParents: Set<String> = ["train", "trainer", "training"]

  /// True for the name of the setting that gives the number of epochs.
  private static func isEpochs(_ name: String, _ last: String) -> Bool {
    if name == last { return true }
    guard lastPart(of: name) == last else { return false }
    return epochParents.contains(lastPart(of: String(name.dropLast(last.count + 1))))
  }

  /// True for the name of the setting that gives the number of epochs.
  static func isEpochs(_ name: String) -> Bool { epochNames.contains { isEpochs(name, $0) } }

  /// The number of epochs that a value says; nil for anything but a positive whole number.
  static func epochs(_ value: String) -> Int? {
    Double(value).flatMap { $0 > 0 ? Int(exactly: $0) : nil }
  }

  /// The number of epochs that the run is to have; nil when no setting tells it.
  package var epochs: Int? {
    let named = Self.epochNames.lazy.compactMap { name in
      value(named: name) ?? all.first { Self.isEpochs($0.name, name) }?.value
    }
    return named.first.flatMap(Self.epochs)
  }

  /// The value with exactly this name.
  func value(named name: String) -> String? { all.first { $0.name == name }?.value }

  /// The part of a name behind the last dot or slash.
  static func lastPart(of name: String) -> String {
    name.split(whereSeparator: { $0 == "." || $0 == "/" }).last.map(String.init) ?? name
  }
}
