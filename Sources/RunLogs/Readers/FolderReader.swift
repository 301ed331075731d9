internal import Foundation

/// Reads a folder: every folder below it with the files of a tool is a run.
struct FolderReader {
  private var builders: [LogContents] = []
  private var notes: [LogNote] = []
  private let tree: FolderTree
  private let root: String

  /// Files that are read when a folder has no event files, the first that is there.
  private static let names = [
    "metrics.csv", "results.csv", "history.csv", "log.csv", "scalars.json", "metrics.json",
    "trainer_state.json", "trainer_log.jsonl", "summary.csv", "results.txt", "log.txt",
  ]

  /// Files of a folder without any such, each of which may be a log.
  private static let suffixes = [
    ".csv", ".tsv", ".txt", ".json", ".jsonl", ".log", ".db", ".sqlite", ".gz",
  ]
  private static let unnamedFiles = 1000

  /// - Throws: `RunLogError` when there is no log in it.
  /// - Complexity: O(bytes of all logs).
  static func read(_ path: String) throws(RunLogError) -> LogContents {
    var root = path
    while root.count > 1, root.hasSuffix("/") { root.removeLast() }
    var reader = FolderReader(root)
    return try reader.contents()
  }

  private init(_ root: String) {
    self.root = root
    tree = FolderTree(root)
  }

  private mutating func contents() throws(RunLogError) -> LogContents {
    if tree.isCut {
      notes.append(
        LogNote(.skipped, "more than 50000 files or 12 levels: the rest is not looked at"))
    }
    readMLflow()
    readDVCLive()
    readEventFiles()
    for folder in tree.folders { readFiles(of: folder) }
    if builders.isEmpty, let folder = tree.folders.first(where: { $0.name.isEmpty }) {
      let names = folder.files.filter { file in
        Self.suffixes.contains { file.lowercased().hasSuffix($0) }
      }
      read(Array(names.prefix(Self.unnamedFiles)), of: folder)
    }
    guard let first = builders.first else {
      throw RunLogError(
        file: root, "holds no log that is known; name the file if one of its files is one")
    }
    var result = LogContents(format: first.format, runs: [], notes: notes)
    for contents in builders {
      if contents.format != result.format { result.format = .folder }
      result.runs += contents.runs
      result.notes += contents.notes
      result.unlistedNotes += contents.unlistedNotes
    }
    if result.notes.count > LogBuilder.listedNotes {
      result.unlistedNotes += result.notes.count - LogBuilder.listedNotes
      result.notes.removeSubrange(LogBuilder.listedNotes...)
    }
    return result
  }

  private func path(_ folder: String, _ file: String) -> String {
    ([root] + [folder, file].filter { !$0.isEmpty }).joined(separator: "/")
  }

  private static func isEventFile(_ name: String) -> Bool {
    name.contains("tfevents") && !name.hasSuffix(".profile-empty") && !name.hasSuffix(".jsonl")
      && !name.hasSuffix(".txt")
  }

  private mutating func readEventFiles() {
    var builder = LogBuilder(.tensorBoard)
    for folder in tree.folders {
      // Names begin with the time: their order is that of the attempts.
      for file in folder.files where Self.isEventFile(file) {
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        do throws(RunLogError) {
          let run = builder.run(folder.name)
          try EventFilesReader.add(path(folder.name, file), run: run, file: name, &builder)
        } catch {
          builder.note(LogNote(.skipped, file: name, error.reason))
        }
      }
    }
    if !builder.runs.isEmpty { builders.append(builder.contents()) }
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
    // DVCLive's and MLflow's folders were read as a whole.
    if folder.files.contains("meta.yaml") || isInsideRun(folder.name) { return }
    read(chosen, of: folder)
  }

  /// Reads files, each of them a run or several.
  private mutating func read(_ chosen: [String], of folder: FolderTree.Folder) {
    for file in chosen {
      do throws(RunLogError) {
        var contents = try LogContents.read(file: path(folder.name, file))
        for index in contents.runs.indices {
          let parts = [
            folder.name, chosen.count > 1 ? file : "", contents.runs[index].name,
          ]
          contents.runs[index].name = parts.filter { !$0.isEmpty }.joined(separator: "/")
        }
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        for index in contents.notes.indices { contents.notes[index].file = name }
        if contents.pointCount > 0 || contents.format == .plateau { builders.append(contents) }
      } catch {
        let name = folder.name.isEmpty ? file : folder.name + "/" + file
        notes.append(LogNote(.skipped, file: name, error.reason))
      }
    }
  }

  private func isInsideRun(_ name: String) -> Bool {
    if name.split(separator: "/").contains("plots") { return true }
    return tree.folders.contains {
      $0.name.hasPrefix(name.isEmpty ? "plots/metrics" : name + "/plots/metrics")
    }
  }

  // MARK: a file a metric

  /// The files below a folder whose path has a certain beginning, with the metric's name.
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
      let told = self.metrics(below: base + "tags/mlflow.runName").first
        .flatMap { try? String(contentsOfFile: $0.path, encoding: .utf8) }
      let run = builder.run(told.flatMap { $0.isEmpty ? nil : $0 } ?? folder.name)
      let meta =
        (try? String(contentsOfFile: path(folder.name, "meta.yaml"), encoding: .utf8)) ?? ""
      let status = meta.split(separator: "\n").first { $0.hasPrefix("status:") }
      builder.edit(run: run) {
        $0.status = MLflowStatus.named(
          (status ?? "").dropFirst(7).trimmingCharacters(in: .whitespaces))
      }
      for metric in metrics {
        guard let text = try? LogText(path: metric.path) else { continue }
        HeaderlessReader.readMetric(
          text, name: metric.name, run: run, file: metric.file, &builder)
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
    if !builder.runs.isEmpty { builders.append(builder.contents()) }
  }

  private mutating func readDVCLive() {
    var runs: [String] = []
    for folder in tree.folders {
      guard let range = (folder.name + "/").range(of: "plots/metrics/") else { continue }
      let base = String((folder.name + "/")[..<range.lowerBound])
      if !runs.contains(base) { runs.append(base) }
    }
    for base in runs {
      var builder = LogBuilder(.dvcLive)
      let run = builder.run(String(base.dropLast()))
      for metric in metrics(below: base + "plots/metrics/", suffix: ".tsv") {
        guard let text = try? LogText(path: metric.path),
          let header = DelimitedHeader(text.bytes)
        else { continue }
        let contents = DelimitedReader.read(text, header)
        for series in contents.runs.flatMap(\.series) {
          let number = builder.series(metric.name, run: run)
          for index in 0..<series.points.count { builder.append(series.points[index], to: number) }
        }
        for var note in contents.notes {
          note.file = metric.file
          builder.note(note)
        }
      }
      if !builder.isEmpty { builders.append(builder.contents()) }
    }
  }
}
