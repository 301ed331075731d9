internal import BareFoundation
internal import Cells
package import Configuration
internal import Dashboard
internal import SystemFiles

/// The `config.yaml` of a person.
package enum PersonalConfiguration {
  /// The path of the file.
  package static var path: String { PersonalFolder.path + "/config.yaml" }

  /// The names that the file can refer to.
  ///
  /// - Parameter themes: The names of the themes.
  package static func names(themes: [String]) -> ConfigurationNames {
    ConfigurationNames(
      themes: themes,
      rows: KeyTable.bindings.filter { !$0.name.isEmpty }.map {
        ConfigurationNames.Row($0.name, keys: $0.keys.map(\.name))
      })
  }

  /// Reads the file; there need not be one.
  ///
  /// - Parameter path: The person's own file, or another one.
  /// - Returns: Nil when the file exists and is not readable text.
  package static func read(
    _ path: String = PersonalConfiguration.path, names: ConfigurationNames
  ) -> ConfigurationFile? {
    guard FileManager.default.fileExists(atPath: path) else {
      return ConfigurationFile(yaml: "", file: path, names: names)
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return ConfigurationFile(yaml: text, file: path, names: names)
  }
}
