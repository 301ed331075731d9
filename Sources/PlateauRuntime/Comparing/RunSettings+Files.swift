internal import BareFoundation
internal import CurveStore
internal import LogReaders
internal import RunComparison
internal import RunFiles
internal import ScriptRuns
internal import SystemFiles

extension RunSettings {
  /// The files in which tools keep the settings of a run, beside its log or in a folder of it.
  private static let files = [
    "args.yaml", "hparams.yaml", "config.yaml", "files/config.yaml", "opt.yaml", "hyp.yaml",
  ]
  private static let largest = 1 << 20

  /// Reads the settings of a run of our own: its recipe, or the command of its script.
  init(_ directory: RunDirectory) {
    if let yaml = directory.recipeText {
      self.init(yaml: yaml)
    } else if let script = ScriptFolder(at: directory.path)?.start {
      self.init(command: script.command)
    } else {
      self = Self.stored(at: directory.path)
    }
  }

  /// Reads the settings of the run of a log with the name of its recording.
  init(of name: String, in contents: LogContents, at path: String) {
    let own = contents.runs.first { name.hasSuffix($0.name) } ?? contents.runs.first
    if let own { self.init(own, at: path) } else { self.init() }
  }

  /// Reads the settings of a run of a log: those that the log holds, else those of a file in its
  /// folder.
  init(_ run: LogRun, at path: String) {
    let held = RunSettings(run.parameters.map { ($0.name, $0.value) })
    let isOfFolder = FileKind(of: path) == .folder && !run.name.isEmpty
    let own = held.isEmpty && isOfFolder ? Self.stored(at: path + "/" + run.name) : held
    self = own.isEmpty ? Self.stored(at: path) : own
  }

  /// The settings in the first settings file of a folder, or of the folder that holds a file; empty
  /// when there is none.
  private static func stored(at path: String) -> RunSettings {
    let folder =
      FileKind(of: path) == .folder
      ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
    for name in files {
      guard let file = try? RegularFile(reading: folder + "/" + name), file.size <= largest,
        let yaml = String(bytes: file.bytes(at: 0, count: file.size), encoding: .utf8)
      else { continue }
      let found = RunSettings(yaml: yaml)
      if !found.isEmpty { return found }
    }
    return RunSettings()
  }
}
