internal import BareFoundation

/// The folder of a person's own themes and forms: `plateau` in `$XDG_CONFIG_HOME` or `~/.config`.
package enum PersonalFolder {
  /// The path.
  package static var path: String {
    let config =
      ProcessInfo.processInfo.environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.config"
    return config + "/plateau"
  }
}
