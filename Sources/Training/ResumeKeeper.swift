internal import Callbacks
public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Keeps what a run needs to go on after an interruption, epoch by epoch.
///
/// The weights go to one of two files in turn and the state, which names the file, is replaced at once:
/// whenever the process dies, the state on the disk and its weights belong together.
public final class ResumeKeeper {
  private let folder: String
  private let write: (ResumeState, String) throws -> Void
  private var last: ResumeState?
  private var isBroken = false

  /// Makes a keeper.
  ///
  /// - Parameters:
  ///   - folder: the run's folder; `state.json` and `checkpoints` are in it.
  ///   - resumed: the state that the run goes on from.
  ///   - write: writes a state to a file, in one piece.
  public init(
    folder: String, resumed: ResumeState? = nil,
    write: @escaping (ResumeState, String) throws -> Void
  ) {
    self.folder = folder
    self.write = write
    last = resumed
  }

  /// Keeps a state with its weights, and the same beside each checkpoint of this epoch.
  ///
  /// - Parameter checkpoints: files of whole models that were written in this epoch.
  /// - Returns: why it could not be kept, once; training goes on without.
  func keep(_ state: ResumeState, model: any Model, checkpoints: [String]) -> String? {
    var state = state
    let name = last?.weights == Self.names[0] ? Self.names[1] : Self.names[0]
    state.weights = name
    var kept: [String: [[Float]]] = [:]
    for link in state.callbacks {
      if let weights = link.memory.weights { kept[link.id] = weights }
    }
    do {
      mkdir(folder + "/checkpoints", 0o755)
      try model.save(to: path(name), weightsOnly: false, keeping: kept)
      try write(state, folder + "/state.json")
      if let old = last?.weights, old != name { unlink(path(old)) }
      last = state
      for checkpoint in checkpoints { try keep(state, beside: checkpoint, hasKept: !kept.isEmpty) }
      return nil
    } catch {
      defer { isBroken = true }
      return isBroken ? nil : "\(error); this run cannot be resumed from epoch \(state.epoch + 1)"
    }
  }

  /// Notes how the run ended, so that resuming it says so.
  func end(_ reason: StopReason) {
    guard var state = last else { return }
    switch reason {
    case .completed, .callback: state.reason = reason
    case .person, .failed: return
    }
    try? write(state, folder + "/state.json")
  }

  /// `best.state.json` beside `best.safetensors`, and what callbacks keep as another name of the file that
  /// holds it already.
  private func keep(_ state: ResumeState, beside checkpoint: String, hasKept: Bool) throws {
    let stem = String(checkpoint.dropLast(".safetensors".count))
    var state = state
    state.weights = Self.lastPart(checkpoint)
    let kept = stem + ".kept.safetensors"
    unlink(kept)
    if hasKept, link(path(last?.weights ?? ""), kept) == 0 {
      state.keptWeights = Self.lastPart(kept)
    }
    try write(state, stem + ".state.json")
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private static let names = [
    "checkpoints/resume-a.safetensors", "checkpoints/resume-b.safetensors",
  ]

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
