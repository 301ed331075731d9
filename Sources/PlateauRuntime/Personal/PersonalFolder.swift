internal import BareFoundation

/// The folders of a person's own files, each named `plateau`.
package enum PersonalFolder {
  /// The folder of settings, themes and forms, in `$XDG_CONFIG_HOME` or `~/.config`.
  package static var path: String { folder("XDG_CONFIG_HOME", or: ".config") }

  /// The folder of what the program remembers, in `$XDG_STATE_HOME` or `~/.local/state`.
  package static var memory: String { folder("XDG_STATE_HOME", or: ".local/state") }

  private static func folder(_ variable: String, or usual: String) -> String {
    func path(in variable: String) -> String? {
      ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
    let home = path(in: "HOME") ?? FileManager.default.homeDirectoryForCurrentUser.path
    return (path(in: variable) ?? home + "/" + usual) + "/plateau"
  }
}
