internal import RunComparison
internal import Sweeps

extension RunSettings {
  /// The settings that a sweep varies, by the name of the run; empty for any other folder.
  static func varied(in folder: String) -> [String: RunSettings] {
    guard SweepFolder.isSweep(folder), let sweep = try? SweepFolder(path: folder) else {
      return [:]
    }
    return Dictionary(
      sweep.runs.map { ($0.name, RunSettings($0.settings.map { ($0.name, $0.value) })) },
      uniquingKeysWith: { first, _ in first })
  }
}
