import ArgumentParser
import Charts
import Foundation
import RunLogs
import RunModel

/// `plateau runs`: the runs of a folder, the newest first.
struct Runs: PlateauCommand {
  static let configuration = CommandConfiguration(
    abstract: "The runs of a folder: how they ended, their epochs, their best values.")

  @Argument(help: "The folder.")
  var folder = "runs"

  func perform() throws {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw RunLogError(
        file: folder, "no such folder; plateau train makes runs/ where it is called")
    }
    var table = TextTable(header: ["run", "state", "epochs", "best", "when"])
    var count = 0
    // Names begin with the date.
    for name in names.sorted().reversed() {
      let directory = RunDirectory(path: folder + "/" + name)
      guard let history = try? RunHistory(events: directory.events), history.info != nil else {
        continue
      }
      count += 1
      table.add(Self.row(name, history))
    }
    if count == 0 { throw RunLogError(file: folder, "holds no runs of plateau train") }
    try Terminal.print(table.text { $0 != 2 })
  }

  private static func row(_ name: String, _ history: RunHistory) -> [String] {
    let planned = history.info.map { "/\($0.epochs)" } ?? ""
    var best = "–"
    if let (monitor, direction) = history.monitor,
      let point = history.epochSeries.first(where: { $0.key == monitor })?.value.best(direction)
    {
      best = "\(monitor) \(MetricFormat.metric(point.y)) in epoch \(point.x.metricWords)"
    }
    let end = history.lastTime.map { Date(timeIntervalSince1970: $0) }
    return [name, state(history), "\(history.epochs.count)\(planned)", best, words(end)]
  }

  private static func state(_ history: RunHistory) -> String {
    switch history.status {
    case .waiting, .recorded: return "waiting"
    case .training, .validating, .paused:
      let process = Int32(exactly: history.info?.process ?? 0) ?? 0
      let isAlive = process > 0 && (kill(process, 0) == 0 || errno == EPERM)
      if !isAlive { return "interrupted" }
      return history.status == .paused ? "paused" : "training"
    case .ended(.completed): return "done"
    case .ended(.callback(let name, _, _)): return "stopped by \(name)"
    case .ended(.person): return "stopped"
    case .ended(.failed): return "failed"
    }
  }

  private static func words(_ date: Date?) -> String {
    guard let date else { return "–" }
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "yyyy-MM-dd HH:mm"
    return form.string(from: date)
  }
}
