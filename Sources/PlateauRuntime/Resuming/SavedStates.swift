internal import BareFoundation
internal import Recipes
internal import RunFiles
internal import RunModel
internal import SystemFiles

/// The states of a run on the disk: that of the last whole epoch, and those of its checkpoints.
struct SavedStates {
  let directory: RunDirectory
  /// The content of `state.json`.
  let latest: Result<ResumeState, FileError>

  init(_ directory: RunDirectory) {
    self.directory = directory
    do throws(FileError) {
      latest = .success(try ResumeState(path: directory.state))
    } catch {
      latest = .failure(error)
    }
  }

  /// Returns the state to continue from.
  ///
  /// - Parameters:
  ///   - checkpoint: The file of a checkpoint; nil for the last whole epoch.
  ///   - hasEpochs: True when the events have epochs for which there must be a state.
  /// - Returns: The state; nil when the run was interrupted in its first epoch.
  /// - Throws: An error that names the checkpoints to continue from.
  func state(of checkpoint: String?, hasEpochs: Bool) throws -> ResumeState? {
    if let checkpoint {
      guard checkpoint.hasSuffix(".safetensors") else {
        throw CommandFailure(
          "\(checkpoint): not a checkpoint; checkpoints end in .safetensors", .usage)
      }
      let (file, run) = (Self.resolved(checkpoint), Self.resolved(directory.path))
      guard file.hasPrefix(run + "/") else {
        throw CommandFailure(
          "\(checkpoint): is not in \(directory.path), so it does not belong to this run", .usage)
      }
      do {
        return try ResumeState(path: Self.state(of: checkpoint))
      } catch {
        throw hint(after: "\(error)", besides: checkpoint)
      }
    }
    if !FileManager.default.fileExists(atPath: directory.state) {
      if !hasEpochs, checkpoints.isEmpty { return nil }
      throw hint(after: "\(directory.state): is missing")
    }
    do { return try latest.get() } catch { throw hint(after: "\(error)") }
  }

  /// Refuses a state that is sound but does not belong to this recipe or these events.
  func refuseOther(_ state: ResumeState, _ changes: RecipeChanges, lastEpoch: Int?) throws {
    // Checksums distinguish the others.
    guard state.weightsChecksum == nil else { return }
    if let lastEpoch, state.epoch > lastEpoch + 1 {
      throw hint(
        after:
          "\(directory.state): was saved after \(state.epoch) epochs, but the run's events end with "
          + "\(lastEpoch + 1)")
    }
    let known = Set(state.callbacks.map(\.id)).subtracting(["history"])
    if !changes.isOtherChain, known != Set(changes.ids) {
      let other = known.symmetricDifference(changes.ids).sorted().joined(separator: ", ")
      throw hint(after: "\(directory.state): its callbacks differ from the recipe's (\(other))")
    }
  }

  /// Creates an error that names the checkpoints that are intact.
  func hint(after words: String, besides broken: String? = nil) -> CommandFailure {
    let sound = checkpoints.filter { $0 != broken && isSound($0) }
    guard !sound.isEmpty else {
      return CommandFailure(
        "\(words); none of the run's checkpoints is intact; start over with plateau train RECIPE")
    }
    let names = sound.prefix(5).joined(separator: " or --checkpoint ")
    let others = sound.count > 5 ? " or another of \(sound.count)" : ""
    return CommandFailure("\(words); continue with --checkpoint \(names)\(others)")
  }

  /// Sentences about checkpoints that are damaged.
  ///
  /// - Complexity: O(bytes of the checkpoints), at most the newest 256 MiB.
  func damagedModels() -> [String] {
    var left = 256 << 20
    return checkpoints.flatMap { checkpoint -> [String] in
      let state: ResumeState
      do { state = try ResumeState(path: Self.state(of: checkpoint)) } catch { return ["\(error)"] }
      let weights = Self.folder(of: checkpoint) + "/" + state.weights
      let files = [(checkpoint, state.modelChecksum), (weights, state.weightsChecksum)]
      return files.compactMap { file, expected in
        left -= max(0, FileStamp(path: file).size)
        guard left >= 0, let expected, (try? FileChecksum.of(file: file)) != expected else {
          return nil
        }
        return "\(file): is damaged: its checksum does not fit"
      }
    }
  }

  /// The folder of a file; empty for a name alone.
  static func folder(of file: String) -> String {
    let name = file.lastIndex(of: "/").map { file[$0...].count } ?? file.count
    return String(file.dropLast(name))
  }

  private func isSound(_ checkpoint: String) -> Bool {
    guard let state = try? ResumeState(path: Self.state(of: checkpoint)) else { return false }
    let weights = Self.folder(of: checkpoint) + "/" + state.weights
    guard let checksum = try? FileChecksum.of(file: weights) else { return false }
    return state.weightsChecksum == nil || state.weightsChecksum == checksum
  }

  /// The checkpoints with a state, the newest first.
  var checkpoints: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.checkpoints)) ?? []
    let files = names.filter { $0.hasSuffix(".state.json") }.map { name in
      directory.checkpoints + "/" + name.dropLast(".state.json".count) + ".safetensors"
    }
    func date(_ path: String) -> Date {
      let attributes = try? FileManager.default.attributesOfItem(atPath: Self.state(of: path))
      return attributes?[.modificationDate] as? Date ?? .distantPast
    }
    return files.map { ($0, date($0)) }.sorted { ($0.1, $0.0) > ($1.1, $1.0) }.map(\.0)
  }

  private static func state(of checkpoint: String) -> String {
    checkpoint.dropLast(".safetensors".count) + ".state.json"
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
