internal import BareFoundation
package import CommandEntry
package import Configuration
internal import JSONText
internal import RunModel
package import SystemFiles

/// The view in which a run was left, kept for the next time it is looked at.
///
/// Each run has a file of its own in the person's folder, because the folder of the run may belong
/// to somebody else. The commands that were typed are kept for all runs together.
package struct ViewMemory {
  private let folder: String
  private let path: String

  /// Prepares the memory of runs.
  ///
  /// - Parameters:
  ///   - runs: The paths of the logs that are shown together.
  ///   - folder: The folder of the memory.
  package init(of runs: [String], in folder: String = PersonalFolder.memory) {
    self.folder = folder
    path = runs.map { URL(fileURLWithPath: $0).standardizedFileURL.path }.joined(separator: "\n")
  }

  private var views: String { folder + "/views" }
  private var file: String {
    views + "/" + FileChecksum.text(FileChecksum.of(path.utf8)) + ".json"
  }
  private var commandsFile: String { folder + "/commands" }
  private var themeFile: String { folder + "/theme" }

  /// The view in which the runs were left; nil when they were not looked at before.
  package var view: ViewSettings? {
    guard !path.isEmpty, let text = try? String(contentsOfFile: file, encoding: .utf8),
      let json = try? JSONParser.parse(text), json["path"]?.string == path
    else { return nil }
    return ViewSettings(json)
  }

  /// The commands that were typed, the newest last.
  package var commands: EntryHistory {
    let text = (try? String(contentsOfFile: commandsFile, encoding: .utf8)) ?? ""
    // No command that was typed is longer.
    return EntryHistory(text.split(separator: "\n").map { String($0.prefix(4096)) })
  }

  /// The theme that was chosen last; nil when none was.
  package var theme: String? {
    (try? String(contentsOfFile: themeFile, encoding: .utf8))?.split(separator: "\n").first
      .map(String.init)
  }

  /// Keeps a view, the typed commands and a chosen theme, each in one piece.
  ///
  /// - Throws: `FileError` with the system's reason.
  package func keep(
    _ view: ViewSettings, _ commands: EntryHistory, theme: String? = nil
  ) throws(FileError) {
    try Folders.make(views)
    if let theme, theme != self.theme { try FileReplacement.replace(themeFile, with: theme + "\n") }
    if !path.isEmpty, view != self.view {
      try FileReplacement.replace(file, with: view.json(path: path).text + "\n")
      dropOldViews()
    }
    if commands != self.commands {
      let text = commands.lines.map { $0 + "\n" }.joined()
      try FileReplacement.replace(commandsFile, with: text)
    }
  }

  /// The number of views that are kept.
  private static let limit = 500

  /// Removes the views that were left longest ago, when there are more than are kept.
  private func dropOldViews() {
    let files = FileManager.default
    let names = (try? files.contentsOfDirectory(atPath: views)) ?? []
    guard names.count > Self.limit else { return }
    let byTime = names.map { (FileStamp(path: views + "/" + $0).time, views + "/" + $0) }
      .sorted { $0.0 < $1.0 }
    for (_, path) in byTime.prefix(names.count - Self.limit) { try? files.removeItem(atPath: path) }
  }
}

extension ViewSettings {
  /// Reads a view; what does not fit is left at its default.
  fileprivate init(_ json: JSONValue) {
    self.init()
    axis = json["axis"]?.string.flatMap(RunAxis.init(rawValue:))
    isAxisLogarithmic = json["log_axis"] == .boolean(true)
    metric = json["metric"]?.string
    events = json["events"]?.string
    page = json["page"]?.string
    smoothing = json["smoothing"]?.double.flatMap { (0...0.999).contains($0) ? $0 : nil }
    if case .boolean(let isLogarithmic)? = json["log_loss"] { isLossLogarithmic = isLogarithmic }
    ranges = Self.values(json["ranges"], Self.range)
    clipped = Self.names(json["clipped"])
    switchedAxes = Self.names(json["switched_axes"])
    targets = Self.values(json["targets"]) { $0.double.flatMap { $0.isFinite ? $0 : nil } }
    pins = Self.names(json["pins"])
    hiddenMetrics = Self.names(json["hidden_metrics"])
    runOrder = json["run_order"]?.string
    hiddenRuns = Self.names(json["hidden_runs"])
  }

  /// The view as JSON, with the path of its run.
  fileprivate func json(path: String) -> JSONValue {
    .members([
      "path": .string(path), "axis": axis.map { .string($0.rawValue) },
      "log_axis": isAxisLogarithmic ? .boolean(true) : nil,
      "metric": metric.map(JSONValue.string), "events": events.map(JSONValue.string),
      "page": page.map(JSONValue.string),
      "smoothing": smoothing.map(JSONValue.finite),
      "log_loss": .boolean(isLossLogarithmic),
      "ranges": Self.json(ranges) { .array([.finite($0.lowerBound), .finite($0.upperBound)]) },
      "clipped": Self.json(clipped), "switched_axes": Self.json(switchedAxes),
      "targets": Self.json(targets, JSONValue.finite),
      "pins": Self.json(pins),
      "hidden_metrics": Self.json(hiddenMetrics), "run_order": runOrder.map(JSONValue.string),
      "hidden_runs": Self.json(hiddenRuns),
    ])
  }

  /// Different names, in their order.
  private static func names(_ json: JSONValue?) -> [String] {
    var seen: Set<String> = []
    return (json?.array ?? []).compactMap(\.string).filter { seen.insert($0).inserted }
  }

  private static func json(_ names: [String]) -> JSONValue? {
    names.isEmpty ? nil : .array(names.map(JSONValue.string))
  }

  /// Values by titles.
  private static func values<Value>(
    _ json: JSONValue?, _ value: (JSONValue) -> Value?
  ) -> [String: Value] {
    guard case .object(let members)? = json else { return [:] }
    return members.reduce(into: [:]) { $0[$1.name] = value($1.value) }
  }

  private static func json<Value>(
    _ values: [String: Value], _ json: (Value) -> JSONValue
  ) -> JSONValue? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted { $0.key < $1.key }
    return .object(sorted.map { JSONValue.Member($0.key, json($0.value)) })
  }

  private static func range(_ json: JSONValue) -> ClosedRange<Double>? {
    guard let ends = json.array?.compactMap(\.double), ends.count == 2, ends[0].isFinite,
      ends[1].isFinite, ends[0] < ends[1]
    else { return nil }
    return ends[0]...ends[1]
  }
}
