internal import SystemFiles

/// A disk that may be full for a while, which causes one warning each time.
struct FullDisk {
  private var isFull = false

  /// Runs a file operation; on a full disk training continues.
  ///
  /// - Returns: False when there was no room.
  /// - Throws: Every other error.
  mutating func bear(
    _ training: TrainingContext, for callback: any Callback, _ body: () throws -> Void
  ) throws -> Bool {
    do {
      try body()
      isFull = false
      return true
    } catch let error as any StorageError where error.isLackOfRoom {
      if !isFull { training.warn("\(error); training goes on", from: callback) }
      isFull = true
      return false
    }
  }
}
