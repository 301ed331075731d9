internal import BareFoundation
internal import JSONText
internal import RunFiles
internal import ScriptRuns
package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The folder of a sweep: `sweep.json`, `commands.txt`, and a folder for each run.
///
/// A run of a recipe has its own `recipe.yaml`, in which the settings are made already.
package struct SweepFolder: Equatable, Sendable {
  /// The folder.
  package let path: String
  /// The recipe that the runs vary; nil for a sweep over a script.
  package let recipe: String?
  /// The command that the runs vary; nil for a sweep over a recipe.
  package let script: SweepScript?
  /// The runs, in the order of their numbers.
  package let runs: [SweepRun]

  private static let file = "sweep.json"
  /// The file whose lock the process has that trains the runs; it is never replaced.
  var lockFile: String { path + "/" + Self.file }

  /// The folder as it is found from any other one.
  var absolutePath: String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// The file with the numbers of the job arrays that were submitted, a line for each.
  var jobFile: String { absolutePath + "/slurm.job" }

  /// Returns true for the folder of a sweep.
  package static func isSweep(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + file)
  }

  /// The folder of a run.
  package func folder(of run: SweepRun) -> String { path + "/" + run.name }

  /// The file of what a run printed.
  package func output(of run: SweepRun) -> String { path + "/output/" + run.name + ".log" }

  /// The file of what a sweep prints whose screen was left.
  package var log: String { path + "/sweep.log" }

  /// Reads a sweep that was made before.
  ///
  /// - Throws: `SweepError` when the folder holds none, or a damaged one.
  package init(path: String) throws(SweepError) {
    let text: [UInt8]
    do throws(FileError) {
      guard let file = try RegularFile(reading: path + "/" + Self.file) else {
        throw FileError(path, "holds no sweep; plateau sweep RECIPE --over KEY=A,B makes one")
      }
      text = file.bytes(at: 0, count: file.size)
    } catch {
      throw SweepError("\(error)")
    }
    guard let json = try? JSONParser.parse(text[...]), let list = json["runs"]?.array else {
      throw Self.damage(of: path)
    }
    self.path = path
    recipe = json["recipe"]?.string
    script = json["command"]?.array.map { SweepScript($0.compactMap(\.string)) }
    runs = list.compactMap(SweepRun.init)
    guard runs.count == list.count, (recipe == nil) != (script == nil) else {
      throw Self.damage(of: path)
    }
  }

  private static func damage(of path: String) -> SweepError {
    SweepError("\(path)/\(file): is damaged; make the sweep again in another folder")
  }

  /// Makes a sweep over a recipe.
  ///
  /// - Parameters:
  ///   - path: Its folder; nil for a new one in `sweeps` with the date and a name.
  ///   - name: The name of the recipe.
  ///   - texts: The recipe of each run.
  ///   - program: The name of this program in `commands.txt`.
  /// - Throws: `SweepError` when the folder holds something else or cannot be written.
  package init(
    at path: String?, recipe: String, name: String, _ runs: [SweepRun], texts: [String],
    program: String
  ) throws(SweepError) {
    self = try Self(path: Self.make(path, name), recipe: recipe, script: nil, runs: runs)
    try write(program) { folder throws(FileError) in
      for (run, text) in zip(runs, texts) {
        try Folders.make(folder.folder(of: run))
        try RunDirectory(path: folder.folder(of: run)).write(recipe: text)
      }
    }
  }

  /// Makes a sweep over a script.
  ///
  /// - Throws: `SweepError` when the folder holds something else or cannot be written.
  package init(
    at path: String?, script: SweepScript, name: String, _ runs: [SweepRun], program: String
  ) throws(SweepError) {
    self = try Self(path: Self.make(path, name), recipe: nil, script: script, runs: runs)
    try write(program) { _ in }
  }

  private init(
    path: String, recipe: String?, script: SweepScript?, runs: [SweepRun]
  ) throws(SweepError) {
    (self.path, self.recipe, self.script, self.runs) = (path, recipe, script, runs)
  }

  /// Makes the folder, which must be new or empty.
  private static func make(_ path: String?, _ name: String) throws(SweepError) -> String {
    do throws(FileError) {
      guard let path else {
        return try RunDirectory.makeNew(named: name, under: "sweeps").path
      }
      if isSweep(path) {
        throw FileError(
          path, "holds a sweep already; plateau sweep \(path) continues it")
      }
      try Folders.make(path)
      guard try Folders.names(in: path).isEmpty else {
        throw FileError(path, "is not empty; name a new folder with --folder")
      }
      return path
    } catch {
      throw SweepError("\(error)")
    }
  }

  /// Writes the files; `sweep.json`, without which there is no sweep, comes last.
  private func write(
    _ program: String, _ recipes: (SweepFolder) throws(FileError) -> Void
  ) throws(SweepError) {
    do throws(FileError) {
      try recipes(self)
      try FileReplacement.replace(path + "/commands.txt", with: commands(program))
      try FileReplacement.replace(path + "/" + Self.file, with: json.text + "\n")
    } catch {
      removeUnused()
      throw SweepError("\(error)")
    }
  }

  /// Removes what was written before a failure; what else is there stays.
  private func removeUnused() {
    for run in runs {
      unlink(RunDirectory(path: folder(of: run)).recipe)
      rmdir(folder(of: run))
    }
    unlink(path + "/commands.txt")
    rmdir(path)
  }

  /// Prepares a run of a recipe anew that cannot go on from where it broke off; what there is of it
  /// is kept in the folder `broken`.
  ///
  /// - Throws: `SweepError` when the folder cannot be moved or written.
  package func restart(_ run: SweepRun) throws(SweepError) {
    let old = folder(of: run)
    do throws(FileError) {
      let text = try recipeText(of: run)
      try Folders.make(path + "/broken")
      let names = (1...).lazy.map { "\(path)/broken/\(run.name)-\($0)" }
      let kept = names.first { !FileManager.default.fileExists(atPath: $0) } ?? old
      guard rename(old, kept) == 0 else {
        throw FileError(old, "cannot be moved to \(kept): \(systemReason(errno))")
      }
      do throws(FileError) {
        try Folders.make(old)
        try RunDirectory(path: old).write(recipe: text)
      } catch {
        // The recipe must not be lost on a full disk.
        rmdir(old)
        rename(kept, old)
        throw error
      }
    } catch {
      throw SweepError("\(error)")
    }
  }

  /// The recipe of a run.
  ///
  /// - Throws: `FileError` when it is not there.
  package func recipeText(of run: SweepRun) throws(FileError) -> String {
    let path = RunDirectory(path: folder(of: run)).recipe
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw FileError(
        path,
        "is missing; copy the recipe of another run there and change its settings, or make the "
          + "sweep again in another folder")
    }
    return text
  }

  /// The last line of a file of output; nil when there is none.
  static func lastLine(of path: String) -> String? {
    guard let file = try? RegularFile(reading: path), file.size > 0 else { return nil }
    let count = min(file.size, 4096)
    let text = String(decoding: file.bytes(at: file.size - count, count: count), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).last.map(String.init)
  }

  /// A line for each run, which a shell can execute.
  private func commands(_ program: String) -> String {
    zip(1..., runs).map { number, run in
      "\(program) sweep \(absolutePath.shellWord) --only \(number)"
        + (run.settings.isEmpty ? "" : "  # \(run.assignments.joined(separator: " "))") + "\n"
    }.joined()
  }

  private var json: JSONValue {
    .members([
      "recipe": recipe.map { .string($0) },
      "command": script.map { .array($0.arguments.map { .string($0) }) },
      "runs": .array(runs.map(\.json)),
    ])
  }
}

extension SweepRun {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, !name.isEmpty, !name.contains("/"),
      case .object(let members)? = json["settings"]
    else { return nil }
    self.name = name
    settings = members.compactMap { member in
      member.value.string.map { Setting(name: member.name, value: $0) }
    }
  }

  fileprivate var json: JSONValue {
    .object([
      JSONValue.Member("name", .string(name)),
      JSONValue.Member(
        "settings", .object(settings.map { JSONValue.Member($0.name, .string($0.value)) })),
    ])
  }
}
