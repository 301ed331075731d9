import Charts
import Foundation
import JSONText
import RunFiles
import RunModel
import SystemFiles

/// A run in a folder of runs, as it stands now.
struct FoundRun {
  /// Its folder's name.
  let name: String
  let directory: RunDirectory
  /// What it told; nothing where it cannot be read.
  let history: RunHistory
  let standing: RunStanding
  /// Why it cannot be read; nil when it can.
  let problem: String?

  /// The runs of a folder, those that are trained and the newest first; what holds no events is none.
  ///
  /// - Parameter limit: at most so many.
  /// - Throws: `FileError` when the folder cannot be read.
  /// - Complexity: O(size of the events of those that are given).
  static func all(in folder: String, limit: Int = .max) throws(FileError) -> [FoundRun] {
    var runs: [FoundRun] = []
    let names = RunFolder(path: folder).byAge(try Folders.names(in: folder))
    for name in names where runs.count < limit {
      if let run = FoundRun(name, in: folder) { runs.append(run) }
    }
    return runs
  }

  /// The run of a name; nil when there is none.
  init?(_ name: String, in folder: String) {
    self.init(RunDirectory(path: folder + "/" + name), name: name)
  }

  /// The run of a path, as its folder or its events; nil when there is none.
  init?(at path: String) {
    guard let directory = RunDirectory(at: path) else { return nil }
    self.init(directory, name: directory.path)
  }

  private init?(_ directory: RunDirectory, name: String) {
    self.name = name
    self.directory = directory
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
    // Events without a beginning are another program's, or a run's that never began.
    if problem == nil, history.info == nil, !isTrained { return nil }
    self.history = history
    self.problem = problem
    standing = RunStanding(history, isTrained: isTrained)
  }

  /// How it stands, in a few words.
  var words: String {
    problem.map { "unreadable: \($0)" }
      ?? standing.words + (history.gaps.isEmpty ? "" : ", incomplete")
  }

  /// The best value of the metric that its callbacks judge it by.
  var best: (metric: String, value: Double, x: Double)? {
    guard let (monitor, direction) = history.monitor,
      let point = history.epochSeries.first(where: { $0.key == monitor })?.value.best(direction)
    else { return nil }
    return (monitor, point.y, point.x)
  }

  /// Its row in the table of runs.
  var row: [String] {
    if problem != nil { return [name, words, "–", "–", "–"] }
    let planned = history.info.map { "/\($0.epochs)" } ?? ""
    let best = best.map {
      "\($0.metric) \(MetricFormat.metric($0.value)) in epoch \($0.x.metricWords)"
    }
    let end = history.lastTime.map { Date(timeIntervalSince1970: $0) }
    return [name, words, "\(history.epochs.count)\(planned)", best ?? "–", Self.words(end)]
  }

  /// It as a member of `plateau runs --json`.
  var json: JSONValue {
    .members([
      "run": .string(name), "path": .string(directory.path),
      "state": .string(problem == nil ? standing.words : "unreadable"),
      "live": .boolean(standing.isLive), "problem": problem.map(JSONValue.string),
      "incomplete": history.gaps.isEmpty ? nil : .array(history.gaps.map(JSONValue.string)),
      "epochs": .integer(history.epochs.count),
      "planned_epochs": history.info.map { .integer($0.epochs) },
      "metric": best.map { .string($0.metric) }, "best": best.map { .number($0.value) },
      "best_at": best.map { .number($0.x) },
      "host": history.info.flatMap { $0.host.isEmpty ? nil : .string($0.host) },
      "started": history.startTime.map(JSONValue.number),
      "last_event": history.lastTime.map(JSONValue.number),
    ])
  }

  /// The table of runs.
  static func table(of runs: [FoundRun]) -> String {
    var table = TextTable(header: ["run", "state", "epochs", "best", "when"])
    for run in runs { table.add(run.row) }
    return table.text { $0 != 2 }
  }

  private static func words(_ date: Date?) -> String {
    guard let date else { return "–" }
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "yyyy-MM-dd HH:mm"
    return form.string(from: date)
  }
}
