public import BareFoundation
public import SystemFiles

/// The folder of a run; ARCHITECTURE.md lists who reads and writes each file.
public struct RunDirectory: Equatable, Sendable {
  /// The folder.
  public let path: String

  /// Creates a reference to a folder; nothing is created on disk.
  public init(path: String) { self.path = path }

  /// Creates the folder of the run at a path, which is the folder or its `events.jsonl`; nil when
  /// there are no events, as beside other logs.
  public init?(at path: String) {
    guard let kind = FileKind(of: path) else { return nil }
    if kind == .folder {
      self.init(path: path)
      guard FileManager.default.fileExists(atPath: events) else { return nil }
    } else {
      let url = URL(fileURLWithPath: path)
      guard url.lastPathComponent == "events.jsonl" else { return nil }
      self.init(path: path.contains("/") ? url.deletingLastPathComponent().relativePath : ".")
    }
  }

  /// The name under which screens and tables show the run: the last part of the folder's path.
  public var name: String { URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent }
  /// The file of events, which only the trainer writes.
  public var events: String { path + "/events.jsonl" }
  /// The file of commands, to which anybody may append.
  public var commands: String { path + "/commands.jsonl" }
  /// The file of the recipe.
  public var recipe: String { path + "/recipe.yaml" }
  /// The text of `recipe`; nil when the file does not exist, is larger than 16 MiB or is not a text
  /// file.
  ///
  /// - Complexity: O(size of the file). Never blocks on a pipe or device.
  public var recipeText: String? {
    guard let file = try? RegularFile(reading: recipe), file.size <= 16 << 20 else { return nil }
    return String(bytes: file.bytes(at: 0, count: file.size), encoding: .utf8)
  }
  /// The file of epochs, in the format of Keras's CSVLogger.
  public var log: String { path + "/log.csv" }
  /// The file that a run needs to continue after an interruption.
  public var state: String { path + "/state.json" }
  /// The folder of saved weights.
  public var checkpoints: String { path + "/checkpoints" }

  /// Claims this folder for a new run: the locked journal first, then checkpoints, recipe and an
  /// empty command file.
  ///
  /// An existing folder is claimed when it holds no events and no recipe of somebody else's.
  ///
  /// - Throws: `FileError` when the folder holds a run, another process begins one in it, it holds
  ///   another recipe, or it cannot be made.
  public func claim(recipe text: String) throws(FileError) -> Journal {
    try claim(recipe: text, isNew: false)
  }

  /// Claims this folder, and records it as made by this process when it is new.
  ///
  /// - Parameter isNew: True when this process has just created the folder.
  private func claim(recipe text: String, isNew: Bool) throws(FileError) -> Journal {
    let before = [path, checkpoints, recipe, commands, events].filter(Self.isThere)
    // A recipe beside empty events belongs to a run that never began.
    if before.contains(recipe), !before.contains(events),
      FileManager.default.contents(atPath: recipe) != Data(text.utf8)
    {
      throw FileError(
        recipe,
        "is not this run's recipe and would be overwritten; name another --run folder")
    }
    do {
      try Folders.make(path)
    } catch {
      throw FileError(error.path, error.reason)
    }
    let journal = try Journal(path: events, isNew: true)
    journal.made =
      [checkpoints, recipe, commands].filter { !before.contains($0) }
      + (isNew || !before.contains(path) ? [path] : [])
    do {
      try Folders.make(checkpoints)
      try write(recipe: text)
      _ = try RegularFile(appendingTo: commands)
    } catch {
      removeUnused(journal)
      throw error
    }
    return journal
  }

  /// Claims a new folder for a run: `runs/2026-11-23-2104-digits-mlp`, with `-2` added when that
  /// name is taken.
  ///
  /// - Throws: `FileError` when the folder cannot be made.
  public static func claimNew(
    named name: String, under parent: String = "runs", at date: Date = Date(), recipe text: String
  ) throws(FileError) -> (directory: RunDirectory, journal: Journal) {
    let directory = try makeNew(named: name, under: parent, at: date)
    return (directory, try directory.claim(recipe: text, isNew: true))
  }

  /// Makes a new folder: `runs/2026-11-23-2104-digits-mlp`, with `-2` added when that name is taken.
  ///
  /// - Throws: `FileError` when the folder cannot be made.
  public static func makeNew(
    named name: String, under parent: String = "runs", at date: Date = Date()
  ) throws(FileError) -> RunDirectory {
    let stem = "\(parent)/\(stem(of: name, at: date))"
    for count in 1...100_000 {
      let directory = RunDirectory(path: count == 1 ? stem : "\(stem)-\(count)")
      do {
        // The process that creates the folder owns the name.
        if try Folders.makeNew(directory.path) { return directory }
      } catch {
        throw FileError(error.path, error.reason)
      }
    }
    throw FileError(stem, "all names up to -100000 are taken; name a folder with --run")
  }

  /// Writes the recipe being trained, unless the file already holds exactly that text.
  ///
  /// - Throws: `FileError` with the system's reason.
  public func write(recipe text: String) throws(FileError) {
    if FileManager.default.contents(atPath: recipe) == Data(text.utf8) { return }
    do {
      try FileReplacement.replace(recipe, with: text)
    } catch {
      throw FileError(recipe, error.reason)
    }
  }

  /// Removes the folder when the run never began, because nothing happened that is worth keeping.
  ///
  /// - Parameter journal: The proof that this process may remove the folder.
  public func removeUnused(_ journal: Journal) {
    guard journal.path == events, journal.isEmpty else { return }
    // Files that existed before the claim stay.
    let made = journal.made
    if made.contains(recipe) { unlink(recipe) }
    // Commands that somebody sent before the run began stay, too.
    if made.contains(commands), FileManager.default.contents(atPath: commands)?.isEmpty == true {
      unlink(commands)
    }
    // Removes the folder only when empty: rmdir never removes what somebody else has put there.
    if made.contains(checkpoints) { rmdir(checkpoints) }
    unlink(events)
    if made.contains(path) { rmdir(path) }
  }

  private static func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path)
  }

  /// Returns a run's name as used in the name of its folder.
  public static func safe(_ name: String) -> String {
    String(
      name.unicodeScalars.map { scalar in
        let isPlain = scalar.isASCII && scalar.properties.isAlphabetic
        let isDigit = ("0"..."9").contains(Character(scalar))
        return isPlain || isDigit || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
      })
  }

  /// Returns true when `claimNew` could have given a folder this name for a run of that name.
  public static func name(_ folder: String, isOf run: String) -> Bool {
    let date = "2026-11-23-2104-".count
    let rest = folder.dropFirst(date)
    let name = safe(run)
    if rest == name { return true }
    return rest.hasPrefix(name + "-") && Int(rest.dropFirst(name.count + 1)) != nil
  }

  private static func stem(of name: String, at date: Date) -> String {
    let time = LocalTime(date.timeIntervalSince1970).words("%Y-%m-%d-%H%M")
    return "\(time)-\(safe(name))"
  }
}
