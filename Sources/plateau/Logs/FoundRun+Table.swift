import BareFoundation
import Charts
import JSONText
import PlateauRuntime
import RunFiles
import RunModel
import SystemFiles

extension FoundRun {
  /// The run's row in the table of runs.
  var row: [String] {
    if problem != nil { return [name, words, "–", "–", "–"] }
    let planned = history.info.map { $0.epochs > 0 ? "/\($0.epochs)" : "" } ?? ""
    let best = best.map {
      "\($0.metric) \(MetricFormat.metric($0.value)) "
        + (history.axis == .step ? "at step" : "in epoch") + " \($0.x.metricWords)"
    }
    let end = lastTime.map { Date(timeIntervalSince1970: $0) }
    return [name, words, "\(history.epochs.count)\(planned)", best ?? "–", Self.words(end)]
  }

  /// The run as a member of `plateau runs --json`.
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
      "started": startTime.map(JSONValue.number),
      "last_event": lastTime.map(JSONValue.number),
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
    return LocalTime(date.timeIntervalSince1970).words("%Y-%m-%d %H:%M")
  }
}
