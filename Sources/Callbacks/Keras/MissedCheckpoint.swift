internal import RunModel

/// A checkpoint that did not fit on a full disk.
struct MissedCheckpoint {
  /// The checkpoint's epoch, from 0.
  let epoch: Int
  /// True for a checkpoint of a batch, false for one of a whole epoch.
  let isWithin: Bool
  /// The path of the checkpoint's file.
  let path: String
  /// The value that made it the best; nil where every epoch is saved.
  let best: Double?
  /// The model that was to be saved.
  let snapshot: ModelSnapshot
  /// A sentence with the reason why it could not be saved at the end of training either.
  var trouble: String?

  /// Returns true when a later checkpoint replaces it: any, or one that is no worse where the best
  /// is kept.
  func isMadeUp(by value: Double?, _ monitor: Monitor) -> Bool {
    guard let best, let value else { return true }
    return !monitor.isImprovement(best, over: value)
  }
}

extension MissedCheckpoint {
  /// The values that a resumed run needs.
  var memory: LogValue {
    .list([
      .integer(epoch), .integer(isWithin ? 1 : 0), .text(path), LogValue(best),
      .integer(snapshot.iterations), .integer(Int(snapshot.checksum)),
    ])
  }

  /// Restores a checkpoint from `memory`; nil for any other value.
  init?(_ memory: LogValue?) {
    guard case .list(let parts)? = memory, parts.count == 6, let epoch = parts[0].whole,
      let isWithin = parts[1].whole, case .text(let path) = parts[2],
      let iterations = parts[4].whole, let checksum = parts[5].whole.flatMap(UInt32.init(exactly:))
    else { return nil }
    self.init(
      epoch: epoch, isWithin: isWithin == 1, path: path, best: parts[3].double,
      snapshot: ModelSnapshot(iterations: iterations, checksum: checksum))
  }
}

extension LogValue {
  fileprivate var whole: Int? { double.flatMap { Int(exactly: $0) } }
}
