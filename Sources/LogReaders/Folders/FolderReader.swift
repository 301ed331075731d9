internal import BareFoundation
internal import CurveStore
internal import SystemFiles

/// A reader of the files of a folder: every folder in it with the files of a tool is a run.
struct FolderReader {
  private var found: [LogContents] = []
  private var notes: [LogNote] = []
  /// The first file that cannot be read.
  private var unreadable: FileError?
  private let tree: FolderTree
  private let root: String

  /// The files of tools; the first that exists is read when a folder has no event files.
  private static let names = [
    "metrics.csv", "results.csv", "history.csv", "log.csv", "scalars.json", "metrics.json",
    "trainer_state.json", "trainer_log.jsonl", "summary.csv", "results.txt", "log.txt",
    "progress.csv", "result.json", "catboost_training.json", "training_statistics.json",
  ]

  /// The suffixes of other files that may be logs, used for a folder without any of the above.
  private static let suffixes = [
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".log", ".db", ".sqlite", ".gz",
  ]
  /// The greatest number of such files.
  private static let unnamedFiles = 1000

  private var files: FolderFiles
  private var limit: Int
  private var progress: FileFollower.Progress

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - files: The followed files.
  ///   - limit: The number of bytes to read.
  init(_ tree: FolderTree, files: FolderFiles, limit: Int, progress: FileFollower.Progress) {
    self.tree = tree
    self.files = files
    self.limit = limit
    self.progress = progress
    root = tree.root
  }

  /// Reads the next parts of all files except event files.
  ///
  /// - Parameter events: The contents of the event files.
  /// - Complexity: O(bytes of the parts + files).
  mutating func read(_ events: LogContents?) {
    if tree.isCut {
      notes.append(
        LogNote(.skipped, "more than 50000 files or 12 levels: the rest is ignored"))
    }
    readMLflow()
    readDVCLive()
    if let events { found.append(events) }
    for folder in tree.folders { readFiles(of: folder) }
    if found.isEmpty, let folder = tree.folders.first(where: { $0.name.isEmpty }) {
      let names = folder.files.filter { file in
        Self.suffixes.contains { file.lowercased().hasSuffix($0) }
      }
      read(Array(names.prefix(Self.unnamedFiles)), of: folder)
    }
    files.forgetUnrequested()
  }

  /// The followed files, the progress, and the number of bytes left to read.
  var state: (files: FolderFiles, progress: FileFollower.Progress, limit: Int) {
    (files, progress, limit)
  }

  /// The contents so far.
  ///
  /// - Throws: `FileError` when there is no log in the folder.
  func contents() throws(FileError) -> LogContents {
    guard let first = found.first else {
      if let folder = tree.unreadable.first {
        throw FileError(
          folder.name.isEmpty ? root : root + "/" + folder.name, folder.reason)
      }
      if let unreadable { throw unreadable }
      throw FileError(
        root, "no training log in this folder; if one of its files is a log, name that file")
    }
    let hidden = tree.unreadable.map { LogNote(.skipped, file: $0.name, $0.reason) }
    var result = LogContents(format: first.format, runs: [], notes: notes + hidden)
    for contents in found {
      if contents.format != result.format { result.format = .folder(of: found.map(\.format)) }
      result.runs += contents.runs
      result.notes += contents.notes
      result.unlistedNotes += contents.unlistedNotes
      result.forms += contents.forms
    }
    Self.joinSettings(&result.runs)
    // The run of the folder itself comes before those below it.
    result.runs = result.runs.filter(\.name.isEmpty) + result.runs.filter { !$0.name.isEmpty }
    for folder in tree.folders {
      guard let name = FlatSettings.names.first(where: folder.files.contains) else { continue }
      for index in result.runs.indices
      where result.runs[index].name == folder.name && result.runs[index].parameters.isEmpty {
        result.runs[index].parameters = FlatSettings.read(path(folder.name, name))
      }
    }
    if result.notes.count > LogBuilder.listedNotes {
      result.unlistedNotes += result.notes.count - LogBuilder.listedNotes
      result.notes.removeSubrange(LogBuilder.listedNotes...)
    }
    return result
  }

  /// Adds the settings that PyTorch's `add_hparams` writes as a run of its own, and the metrics given with
  /// them, to the run above it; where there are several below one run, they are runs.
  private static func joinSettings(_ runs: inout [LogRun]) {
    let all = Dictionary(grouping: runs.filter { runAbove($0) != nil }, by: runAbove)
    for (above, settings) in all where settings.count == 1 {
      guard let index = runs.firstIndex(where: { $0.name == above }) else { continue }
      runs[index].parameters += settings[0].parameters
      let names = Set(runs[index].series.map(\.name))
      guard names.isDisjoint(with: settings[0].series.map(\.name)) else { continue }
      runs[index].series += settings[0].series
      runs.removeAll { $0.name == settings[0].name }
    }
  }

  /// The name of the run above one of settings, which is named by the time; nil for other runs.
  private static func runAbove(_ run: LogRun) -> String? {
    var path = run.name.split(separator: "/", omittingEmptySubsequences: false)
    guard !run.parameters.isEmpty, run.summaries.isEmpty, let time = path.popLast(),
      run.series.allSatisfy({ $0.points.count <= 1 }), time.contains("."), Double(time) ?? 0 > 1e9
    else { return nil }
    return path.joined(separator: "/")
  }

  /// The event files, sorted by name and so by time, because their names start with it.
  static func eventFiles(_ tree: FolderTree) -> [EventRuns.Source] {
    tree.folders.flatMap { folder in
      folder.files.filter(isEventFile).map { file in
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        return EventRuns.Source(path: tree.root + "/" + name, run: folder.name, file: name)
      }
    }
  }

  private func path(_ folder: String, _ file: String) -> String {
    ([root] + [folder, file].filter { !$0.isEmpty }).joined(separator: "/")
  }

  private static func isEventFile(_ name: String) -> Bool {
    name.contains("tfevents") && !name.hasSuffix(".profile-empty") && !name.hasSuffix(".jsonl")
      && !name.hasSuffix(".txt")
  }

  private mutating func readFiles(of folder: FolderTree.Folder) {
    let files = Set(folder.files)
    var chosen = folder.files.filter { $0.hasSuffix(".wandb") }
    if files.contains("events.jsonl") {
      chosen = ["events.jsonl"]
    } else if chosen.isEmpty, !folder.files.contains(where: Self.isEventFile) {
      chosen = Self.names.first(where: files.contains).map { [$0] } ?? []
      if chosen.isEmpty { chosen = folder.files.filter { $0.hasSuffix(".log.json") } }
    }
    // DVCLive's and MLflow's folders are read as a whole.
    if folder.files.contains("meta.yaml") || isInsideRun(folder.name) { return }
    read(chosen, of: folder)
  }

  /// Reads files, each of which holds one or more runs.
  private mutating func read(_ chosen: [String], of folder: FolderTree.Folder) {
    for file in chosen {
      do throws(FileError) {
        var contents = try files.contents(
          of: path(folder.name, file), limit: &limit, &progress)
        for index in contents.runs.indices {
          let parts = [
            folder.name, chosen.count > 1 ? file : "", contents.runs[index].name,
          ]
          contents.runs[index].name = parts.filter { !$0.isEmpty }.joined(separator: "/")
        }
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        for index in contents.notes.indices { contents.notes[index].file = name }
        if contents.pointCount > 0 || contents.format == .plateau { found.append(contents) }
      } catch {
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        notes.append(LogNote(.skipped, file: name, error.reason))
        if unreadable == nil, case .refused(let reason) = FileAccess(of: path(folder.name, file)) {
          unreadable = FileError(root, "\(name): cannot be read: \(reason)")
        }
      }
    }
  }

  private func isInsideRun(_ name: String) -> Bool {
    if name.split(separator: "/").contains("plots") { return true }
    return tree.folders.contains {
      $0.name.hasPrefix(name.isEmpty ? "plots/metrics" : name + "/plots/metrics")
    }
  }

  // MARK: One file per metric

  /// The files whose paths start with a prefix, with the names of their metrics.
  private func metrics(
    below prefix: String, suffix: String = ""
  ) -> [(name: String, path: String, file: String)] {
    tree.folders.flatMap { folder in
      folder.files.compactMap { file in
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
        return (
          String(name.dropFirst(prefix.count).dropLast(suffix.count)), path(folder.name, file), name
        )
      }
    }
  }

  private mutating func readMLflow() {
    var builder = LogBuilder(.mlflow)
    for folder in tree.folders where folder.files.contains("meta.yaml") {
      let base = folder.name.isEmpty ? "" : folder.name + "/"
      let metrics = metrics(below: base + "metrics/")
      guard !metrics.isEmpty else { continue }
      let givenName = self.metrics(below: base + "tags/mlflow.runName").first
        .flatMap { try? String(contentsOfFile: $0.path, encoding: .utf8) }
      let id = folder.name.split(separator: "/").last.map(String.init) ?? folder.name
      let run = builder.run(givenName.flatMap { $0.isEmpty ? nil : $0 } ?? folder.name, id: id)
      let meta =
        (try? String(contentsOfFile: path(folder.name, "meta.yaml"), encoding: .utf8)) ?? ""
      let status = meta.split(separator: "\n").first { $0.hasPrefix("status:") }
      builder.edit(run: run) {
        $0.status = MLflowStatus.named(
          String((status ?? "").dropFirst(7).filter { $0 != " " && $0 != "\t" }))
      }
      for metric in metrics {
        guard
          let contents = try? files.contents(
            of: metric.path, by: MetricReader(name: metric.name), limit: &limit, &progress)
        else { continue }
        adopt(contents, as: metric.name, run: run, file: metric.file, &builder)
      }
      for parameter in self.metrics(below: base + "params/") {
        guard let value = try? String(contentsOfFile: parameter.path, encoding: .utf8) else {
          continue
        }
        builder.edit(run: run) {
          $0.parameters.append(
            LogParameter(name: parameter.name, value: String(value.prefix(200))))
        }
      }
    }
    if !builder.runs.isEmpty { found.append(builder.contents()) }
  }

  /// Adds the series of a file that holds one metric.
  private func adopt(
    _ contents: LogContents, as name: String, run: Int, file: String, _ builder: inout LogBuilder
  ) {
    for series in contents.runs.flatMap(\.series) { builder.adopt(series, as: name, run: run) }
    for var note in contents.notes {
      note.file = file
      builder.note(note)
    }
  }

  private mutating func readDVCLive() {
    var runs: [String] = []
    for folder in tree.folders {
      guard let range = (folder.name + "/").firstRange(of: "plots/metrics/") else { continue }
      let base = String((folder.name + "/")[..<range.lowerBound])
      if !runs.contains(base) { runs.append(base) }
    }
    for base in runs {
      var builder = LogBuilder(.dvcLive)
      let run = builder.run(String(base.dropLast()))
      for metric in metrics(below: base + "plots/metrics/", suffix: ".tsv") {
        guard let contents = try? files.contents(of: metric.path, limit: &limit, &progress) else {
          continue
        }
        adopt(contents, as: metric.name, run: run, file: metric.file, &builder)
      }
      if !builder.isEmpty { found.append(builder.contents()) }
    }
  }
}

extension LogFormat {
  static func folder(of formats: [LogFormat]) -> LogFormat {
    LogFormat("folder", "folder of several formats", framework: framework(of: formats))
  }
}
