/// A run of a sweep: its name and the values of its settings.
package struct SweepRun: Equatable, Sendable {
  /// A setting of a run.
  package struct Setting: Equatable, Sendable {
    /// The name, as `--set` takes it or as it stands in braces in a command.
    package let name: String
    /// The value as text.
    package let value: String
  }

  /// The name of its folder, unique in the sweep.
  package let name: String
  /// Its settings, in the order in which they were asked for.
  package let settings: [Setting]

  /// The settings as `--set` takes them.
  package var assignments: [String] { settings.map { "\($0.name)=\($0.value)" } }

  /// Names runs after their numbers and settings: `03-learning_rate=0.001,patience=6`.
  ///
  /// - Complexity: O(runs · settings).
  static func named(_ all: [[Setting]]) -> [SweepRun] {
    let width = "\(all.count)".count
    return zip(1..., all).map { number, settings in
      let digits = "\(number)"
      let prefix = String(repeating: "0", count: width - digits.count) + digits
      return SweepRun(
        name: ([prefix] + words(settings)).joined(separator: "-"), settings: settings)
    }
  }

  /// The settings in a form that a shell takes without quotation marks; empty for none.
  private static func words(_ settings: [Setting]) -> [String] {
    let ends = settings.map { shortName($0.name) }
    var text = zip(settings, ends).map { setting, end in
      let isAmbiguous = ends.count { $0 == end } > 1
      return plain(isAmbiguous ? setting.name : end) + "=" + plain(setting.value)
    }.joined(separator: ",")
    // Names of files end at 255 bytes.
    if text.utf8.count > longestName { text = String(text.prefix(longestName)) }
    return text.isEmpty ? [] : [text]
  }

  private static let longestName = 100

  private static func shortName(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }

  private static func plain(_ text: String) -> String {
    String(
      text.unicodeScalars.map { scalar in
        let isPlain = scalar.isASCII && scalar.properties.isAlphabetic
        let isDigit = ("0"..."9").contains(Character(scalar))
        return isPlain || isDigit || "-_.+".unicodeScalars.contains(scalar)
          ? Character(scalar) : "-"
      })
  }
}
