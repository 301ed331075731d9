package import RunFiles
package import RunModel
internal import ScriptRuns
package import SystemFiles

/// A run in a folder of runs and its current state.
package struct FoundRun {
  /// The name of its folder.
  package let name: String
  package let directory: RunDirectory
  /// The fold of its events; empty where they cannot be read.
  package let history: RunHistory
  package let standing: RunStanding
  /// The reason why it cannot be read; nil when it can.
  package let problem: String?

  /// The runs of a folder: first those that are being trained, then the newest.
  ///
  /// A folder without events is not a run.
  ///
  /// - Parameter limit: The largest number of runs to return.
  /// - Throws: `FileError` when the folder cannot be read.
  /// - Complexity: O(size of the events of the returned runs).
  package static func all(in folder: String, limit: Int = .max) throws(FileError) -> [FoundRun] {
    var runs: [FoundRun] = []
    let names = RunFolder(path: folder).byAge(try Folders.names(in: folder))
    for name in names where runs.count < limit {
      if let run = FoundRun(name, in: folder) { runs.append(run) }
    }
    return runs
  }

  /// The run of a name; nil when there is none.
  package init?(_ name: String, in folder: String) {
    self.init(RunDirectory(path: folder + "/" + name), name: name)
  }

  /// The run of a path, as its folder or its events; nil when there is none.
  package init?(at path: String) {
    guard let directory = RunDirectory(at: path) ?? ScriptFolder(at: path)?.directory else {
      return nil
    }
    self.init(directory, name: directory.path)
  }

  /// A run whose events somebody has read.
  init(_ name: String, _ directory: RunDirectory, _ history: RunHistory, isTrained: Bool) {
    (self.name, self.directory, self.history, problem) = (name, directory, history, nil)
    standing = RunStanding(history, isTrained: isTrained)
  }

  private init?(_ directory: RunDirectory, name: String) {
    self.name = name
    self.directory = directory
    if let script = directory.scriptWithoutEvents {
      (history, standing, problem) = (script.textHistory, script.standing, nil)
      return
    }
    var history = RunHistory()
    var problem: String?
    switch FileAccess(of: directory.events) {
    case .missing: return nil
    case .refused(let reason): problem = reason
    case .readable:
      do throws(FileError) {
        history = try RunHistory(events: directory.events)
      } catch {
        problem = error.reason
      }
    }
    var liveness = RunLiveness(directory)
    let isTrained = problem == nil && liveness.isTrained(history.info)
    if problem == nil, history.info == nil, !isTrained {
      // Events without a start belong to another program, or to a run that never started.
      guard FileStamp(path: directory.events).size > 0, FileStamp(path: directory.recipe).size > 0
      else { return nil }
      if history.epochs.isEmpty { problem = "its events are damaged" }
    }
    self.history = history
    self.problem = problem
    standing = RunStanding(history, isTrained: isTrained)
  }

  /// The time of its start, in seconds since 1970; nil when unknown.
  package var startTime: Double? {
    directory.scriptWithoutEvents?.start?.time ?? history.startTime
  }

  /// The time of its last event, or of its last text, in seconds since 1970; nil when unknown.
  package var lastTime: Double? {
    directory.scriptWithoutEvents.map { FileStamp(path: $0.output).time } ?? history.lastTime
  }

  /// The state of the run in a few words.
  package var words: String {
    problem.map { "unreadable: \($0)" }
      ?? standing.words + (history.gaps.isEmpty ? "" : ", incomplete")
  }
}
