internal import BareFoundation
internal import RunFiles
package import SystemFiles

/// The client in the script's process that tells events and obeys commands.
package enum ScriptClient {
  /// The variables of a script, as `NAME=value`: they lead it to the client and to its folder.
  ///
  /// - Throws: `FileError` when the client cannot be written into the person's cache.
  package static func environment(
    _ folder: ScriptFolder, isTerminal: Bool
  ) throws(FileError) -> [String] {
    let path = URL(fileURLWithPath: folder.directory.path).standardizedFileURL.path
    let client = ClientFiles.searchPaths(in: try ClientFiles.cached())
    return ScriptEnvironment.variables(
      ProcessInfo.processInfo.environment, folder: path, client: client, isTerminal: isTerminal)
  }

  /// The variables of this process, as `NAME=value`.
  package static var inherited: [String] {
    ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
  }
}
