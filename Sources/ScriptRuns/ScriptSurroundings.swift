package import SystemFiles
internal import SystemThreads

/// What a script gets beside its command: the run's folder, and the variables that lead to it and to
/// the client.
///
/// A script runs all the same when the disk is full, read-only or hangs: what is missing is told.
package struct ScriptSurroundings: Sendable {
  /// The run's folder; nil when it cannot be written.
  package let folder: ScriptFolder?
  /// The variables of the script, as `NAME=value`; those of this process when there is no folder.
  package let environment: [String]
  /// A sentence for each thing that is missing.
  package let missing: [String]

  /// Makes a folder and finds the client.
  ///
  /// - Parameters:
  ///   - path: The folder that was asked for; nil for a new one in `runs`.
  ///   - isResumed: True to start a script again in the folder of a run that broke off.
  ///   - isTerminal: True when the script gets a terminal of its own.
  ///   - patience: The longest time to wait for a disk that hangs.
  /// - Throws: `FileError` with advice when the folder holds a run already.
  package init(
    for script: ScriptCommand, at path: String?, isResumed: Bool = false, isTerminal: Bool,
    patience: Duration = .seconds(10)
  ) throws(FileError) {
    let result = SystemThread.result(within: patience) {
      Self.make(script, path, isResumed, isTerminal)
    }
    self =
      try result?.get()
      ?? ScriptSurroundings(without: "\(path ?? "runs"): the file system does not answer")
  }

  private static func make(
    _ script: ScriptCommand, _ path: String?, _ isResumed: Bool, _ isTerminal: Bool
  ) -> Result<ScriptSurroundings, FileError> {
    do throws(FileError) {
      if let path {
        if isResumed { try ScriptFolder.reopen(path) } else { try ScriptFolder.checkIsFree(path) }
      }
      return .success(ScriptSurroundings(making: script, path, isTerminal))
    } catch {
      return .failure(error)
    }
  }

  private init(making script: ScriptCommand, _ path: String?, _ isTerminal: Bool) {
    let folder: ScriptFolder
    do throws(FileError) {
      folder = try ScriptFolder.make(path, for: script)
    } catch {
      self.init(without: error.description)
      return
    }
    do throws(FileError) {
      let environment = try ScriptClient.environment(folder, isTerminal: isTerminal)
      self.init(folder: folder, environment: environment, missing: [])
    } catch {
      self.init(
        folder: folder,
        environment: ScriptClient.environment(folder, isTerminal: isTerminal, client: []),
        missing: [
          "\(error); the script's callbacks do not join, and the curves are those of its text"
        ])
    }
  }

  private init(without reason: String) {
    self.init(
      folder: nil, environment: ScriptClient.inherited,
      missing: [
        "\(reason); the script runs without a run folder: nothing is kept, shown or steered"
      ])
  }

  private init(folder: ScriptFolder?, environment: [String], missing: [String]) {
    (self.folder, self.environment, self.missing) = (folder, environment, missing)
  }
}
