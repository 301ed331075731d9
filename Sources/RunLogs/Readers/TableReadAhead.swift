internal import Synchronization

/// Reads the next block of a table on another thread while this one packs the block before.
final class TableReadAhead: Sendable {
  private let ahead: ReadAhead<(block: TableBlock, place: Int)>

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - block: what is read into; given up by the caller, so that it is not copied.
  ///   - bytes: where the rows are.
  ///   - place: where the first begins.
  ///   - limit: where the last has ended.
  init(_ block: consuming TableBlock, _ bytes: [UInt8], from place: Int, to limit: Int) {
    block.removeAll()
    let spare = Handed(block)
    ahead = ReadAhead {
      var block = spare.take() ?? TableBlock()
      let place = bytes.withUnsafeBufferPointer { block.read($0, from: place, to: limit) }
      return (block, place)
    }
  }

  /// Waits for the block.
  ///
  /// - Returns: what was read and where the first row begins that was not.
  func finish() -> (block: TableBlock, place: Int)? { ahead.finish() }
}

/// A value that is handed to another thread and no longer had by this one.
private final class Handed<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>

  init(_ value: consuming Value) { self.value = Mutex(value) }

  func take() -> Value? { value.withLock { $0.take() } }
}
