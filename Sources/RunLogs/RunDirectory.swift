public import Foundation
internal import SystemFiles

/// The folder of a run: who reads and writes which file is in ARCHITECTURE.md.
public struct RunDirectory: Equatable, Sendable {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is created.
  public init(path: String) { self.path = path }

  /// The run at a path, which is its folder or its `events.jsonl`; nil when there are no events, as beside other logs.
  public init?(at path: String) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue {
      self.init(path: path)
      guard FileManager.default.fileExists(atPath: events) else { return nil }
    } else {
      let url = URL(fileURLWithPath: path)
      guard url.lastPathComponent == "events.jsonl" else { return nil }
      self.init(path: path.contains("/") ? url.deletingLastPathComponent().relativePath : ".")
    }
  }

  /// What happened: written by the trainer alone.
  public var events: String { path + "/events.jsonl" }
  /// What was asked for: anybody may append.
  public var commands: String { path + "/commands.jsonl" }
  /// What was to be trained.
  public var recipe: String { path + "/recipe.yaml" }
  /// The epochs, as Keras's CSVLogger writes them.
  public var log: String { path + "/log.csv" }
  /// What is needed to go on after an interruption.
  public var state: String { path + "/state.json" }
  /// Saved weights.
  public var checkpoints: String { path + "/checkpoints" }

  /// Makes the folder with its recipe and an empty command file.
  ///
  /// - Throws: `RunLogError` when it holds a run already, or cannot be made.
  public func create(recipe text: String) throws(RunLogError) {
    if FileManager.default.fileExists(atPath: events) {
      throw RunLogError(
        file: path,
        "there is a run in this folder; go on with --resume, or choose another with --run")
    }
    try Self.makeFolder(checkpoints)
    try write(recipe: text)
    _ = try AppendFile(path: commands)
  }

  /// Keeps what is trained.
  ///
  /// - Throws: `RunLogError` with the system's reason.
  public func write(recipe text: String) throws(RunLogError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: recipe))
    } catch {
      throw RunLogError(file: recipe, "cannot be written: \(systemReason())")
    }
  }

  /// Makes a folder and those above it.
  private static func makeFolder(_ path: String) throws(RunLogError) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
      if mkdir(folder, 0o755) != 0, errno != EEXIST {
        throw RunLogError(file: folder, "the folder cannot be made: \(systemReason())")
      }
    }
  }

  /// Takes the folder away again when the run never began: nothing happened that is worth keeping.
  public func removeUnused() {
    let files = FileManager.default
    let size = (try? files.attributesOfItem(atPath: events)[.size] as? Int) ?? 0
    guard size == 0 else { return }
    for path in [events, commands, recipe] { try? files.removeItem(atPath: path) }
    // Only when empty: rmdir never takes what somebody else has put there.
    rmdir(checkpoints)
    rmdir(path)
  }

  /// A run's name as it stands in its folder's.
  public static func safe(_ name: String) -> String {
    String(
      name.unicodeScalars.map { scalar in
        let isPlain = scalar.isASCII && scalar.properties.isAlphabetic
        let isDigit = ("0"..."9").contains(Character(scalar))
        return isPlain || isDigit || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
      })
  }

  /// Whether `new` could have given a folder this name for a run of that name.
  public static func name(_ folder: String, isOf run: String) -> Bool {
    let date = "2026-11-23-2104-".count
    let rest = folder.dropFirst(date)
    let name = safe(run)
    if rest == name { return true }
    return rest.hasPrefix(name + "-") && Int(rest.dropFirst(name.count + 1)) != nil
  }

  /// A folder of its own for a new run: `runs/2026-11-23-2104-digits-mlp`, with `-2` where that is taken.
  public static func new(
    named name: String, under parent: String = "runs", at date: Date = Date()
  ) -> RunDirectory {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.dateFormat = "yyyy-MM-dd-HHmm"
    let stem = "\(parent)/\(form.string(from: date))-\(safe(name))"
    var path = stem
    var count = 1
    while FileManager.default.fileExists(atPath: path) {
      count += 1
      path = "\(stem)-\(count)"
    }
    return RunDirectory(path: path)
  }
}
