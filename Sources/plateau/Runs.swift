import ArgumentParser
import JSONText
import SystemFiles

/// `plateau runs`: the runs of a folder, those that are trained and the newest first.
struct Runs: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "The runs of a folder: how they ended, their epochs, their best values.",
    discussion: """
      A run that any process trains, on this host or another, is shown as training or paused, and first; the \
      others follow, the one that began last first. With --json the \
      runs are an array of objects: run, path, state, live, epochs, planned_epochs, metric, best, best_at, host, \
      started, last_event; problem where a run cannot be read.
      """)

  @Argument(help: "The folder.")
  var folder = "runs"

  @Flag(help: "One JSON array.")
  var json = false

  func perform() throws {
    let runs: [FoundRun]
    do {
      runs = try FoundRun.all(in: folder)
    } catch {
      if case .missing = FileAccess(of: folder) {
        throw CommandFailure(
          "\(folder): no such folder; plateau train makes runs/ where it is called")
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
