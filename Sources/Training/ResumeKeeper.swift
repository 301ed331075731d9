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
  ///   - current: the state that is in the folder already.
  ///   - write: writes a state to a file, in one piece.
  public init(
    folder: String, current: ResumeState? = nil,
    write: @escaping (ResumeState, String) throws -> Void
  ) {
    self.folder = folder
    self.write = write
    last = current
  }

  /// Keeps a state with its weights, and the same beside each checkpoint of this epoch.
  ///
  /// - Parameter checkpoints: files of whole models that were written in this epoch.
  /// - Returns: why it could not be kept, once; training goes on without.
  func keep(_ state: ResumeState, model: any Model, checkpoints: [String]) -> String? {
    var state = state
    state.weights = last?.weights == Self.names[0] ? Self.names[1] : Self.names[0]
    var kept: [String: [[Float]]] = [:]
    for link in state.callbacks {
      if let weights = link.memory.weights { kept[link.id] = weights }
    }
    do {
      mkdir(folder + "/checkpoints", 0o755)
      try model.save(to: path(state.weights), weightsOnly: false, keeping: kept)
      try write(state, folder + "/state.json")
    } catch {
      defer { isBroken = true }
      return isBroken ? nil : "\(error); this run cannot be resumed from epoch \(state.epoch + 1)"
    }
    for name in Self.names where name != state.weights { unlink(path(name)) }
    last = state
    do {
      for checkpoint in checkpoints { try keep(state, beside: checkpoint) }
      return nil
    } catch {
      return "\(error); the run cannot be resumed from this checkpoint"
    }
  }

  /// Takes over what a person changed since: it holds even if this epoch is never finished.
  ///
  /// - Parameters:
  ///   - epoch: the epoch in progress; a state that is not of its beginning stays as it is.
  ///   - links: the chain as it is now; of its memories only that of `reset` is taken.
  ///   - reset: the callback that was reset, or whose reset was taken back.
  func amend(
    epoch: Int, _ links: [ResumeState.Link], learningRate: Float, reset: String? = nil
  ) {
    guard var state = last, state.epoch == epoch else { return }
    state.learningRate = learningRate
    state.callbacks = links.map { link in
      guard link.id != reset, let known = state.callbacks.first(where: { $0.id == link.id }) else {
        return link
      }
      var link = link
      link.memory = known.memory
      link.keepsWeights = known.keepsWeights
      return link
    }
    last = state
    // A full disk is told when the epoch ends.
    try? write(state, folder + "/state.json")
  }

  /// `best.state.json` beside `best.safetensors`, with the weights as they were after the whole chain: what
  /// a callback saved within it need not be what training went on with.
  private func keep(_ state: ResumeState, beside checkpoint: String) throws {
    let stem = String(checkpoint.dropLast(".safetensors".count))
    let weights = stem + ".resume.safetensors"
    unlink(weights)
    guard link(path(state.weights), weights) == 0 else {
      throw CallbackError("\(weights): cannot be linked: \(String(cString: strerror(errno)))")
    }
    var state = state
    state.weights = weights.split(separator: "/").last.map(String.init) ?? weights
    try write(state, stem + ".state.json")
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private static let names = [
    "checkpoints/resume-a.safetensors", "checkpoints/resume-b.safetensors",
  ]
}
