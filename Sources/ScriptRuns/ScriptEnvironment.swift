/// The environment in which a script finds the client and its run's folder.
package enum ScriptEnvironment {
  /// The variable that names the run's folder; the client attaches where it is set.
  package static let run = "PLATEAU_RUN"

  /// Returns the variables of a script, as `NAME=value`.
  ///
  /// - Parameters:
  ///   - inherited: The variables of this process.
  ///   - folder: The absolute path of the run's folder.
  ///   - client: The folders of the client, which Python searches first.
  ///   - isTerminal: True when the script prints on a terminal of its own.
  package static func variables(
    _ inherited: [String: String], folder: String, client: [String], isTerminal: Bool
  ) -> [String] {
    var variables = inherited
    // An empty variable is a person's wish that nothing attaches.
    if inherited[run]?.isEmpty != true { variables[run] = folder }
    let paths = client + [inherited["PYTHONPATH"]].compactMap { $0 }.filter { !$0.isEmpty }
    if !paths.isEmpty { variables["PYTHONPATH"] = paths.joined(separator: ":") }
    if isTerminal {
      // The size is that of the terminal.
      variables["COLUMNS"] = nil
      variables["LINES"] = nil
    } else if variables["PYTHONUNBUFFERED"] == nil {
      // Text is to be seen when it is printed, not when a buffer is full.
      variables["PYTHONUNBUFFERED"] = "1"
    }
    return variables.map { "\($0.key)=\($0.value)" }.sorted()
  }
}
