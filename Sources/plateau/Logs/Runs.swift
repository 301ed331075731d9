import ArgumentParser
import JSONText
import PlateauRuntime
import SystemFiles

/// `plateau runs`: lists the runs of a folder, those that are being trained and the newest first.
struct Runs: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the runs of a folder: how they ended, their epochs and their best values.",
    discussion: """
      Runs that a process is training, on this host or another, come first and are shown as training or paused; \
      the others follow, the newest first. With --json the runs are an array of objects: run, path, state, live, \
      epochs, planned_epochs, metric, best, best_at, host, started, last_event, and problem for a run that \
      cannot be read.
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder = "runs"

  @Flag(help: "Print one JSON array.")
  var json = false

  func perform() throws {
    let runs: [FoundRun]
    do {
      runs = try FoundRun.all(in: folder)
    } catch {
      if case .missing = FileAccess(of: folder) {
        throw CommandFailure(
          "\(folder): no such folder; plateau train creates runs/ in the folder it is started in")
      }
      throw CommandFailure("\(folder): cannot be read: \(error.reason)")
    }
    if runs.isEmpty, !json {
      throw CommandFailure("\(folder): holds no runs; plateau train RECIPE makes one")
    }
    try Terminal.print(
      json ? JSONValue.array(runs.map(\.json)).text + "\n" : FoundRun.table(of: runs))
  }
}
