internal import BareFoundation
internal import RunFiles
internal import SystemFiles

/// The client in the script's process that tells events and obeys commands.
package enum ScriptClient {
  /// The variables of a script, as `NAME=value`: they lead it to the client and to its folder.
  ///
  /// - Throws: `FileError` when the client cannot be written into the person's cache.
  static func environment(
    _ folder: ScriptFolder, isTerminal: Bool
  ) throws(FileError) -> [String] {
    environment(
      folder, isTerminal: isTerminal,
      client: ClientFiles.searchPaths(in: try ClientFiles.cached()))
  }

  /// The variables of a script, as `NAME=value`, with the folders of a client.
  static func environment(
    _ folder: ScriptFolder, isTerminal: Bool, client: [String]
  ) -> [String] {
    let path = URL(fileURLWithPath: folder.directory.path).standardizedFileURL.path
    return ScriptEnvironment.variables(
      ProcessInfo.processInfo.environment, folder: path, client: client, isTerminal: isTerminal)
  }

  /// The variables of this process, as `NAME=value`.
  package static var inherited: [String] {
    ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
  }
}
