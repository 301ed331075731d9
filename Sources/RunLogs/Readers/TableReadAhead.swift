internal import Dispatch
internal import Synchronization

/// Reads the next block of a table on another thread while this one packs the block before.
final class TableReadAhead: Sendable {
  private struct State {
    var block: TableBlock
    var place: Int
  }

  private let state: Mutex<State?>
  private let done = DispatchSemaphore(value: 0)

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - block: what is read into; given up by the caller, so that it is not copied.
  ///   - bytes: where the rows are.
  ///   - place: where the first begins.
  ///   - limit: where the last has ended.
  init(_ block: consuming TableBlock, _ bytes: [UInt8], from place: Int, to limit: Int) {
    block.removeAll()
    state = Mutex(State(block: block, place: place))
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      // The state is out of the lock meanwhile: nobody else has it.
      if var read = state.withLock({ $0.take() }) {
        read.place = bytes.withUnsafeBufferPointer {
          read.block.read($0, from: read.place, to: limit)
        }
        state.withLock { $0 = read }
      }
      done.signal()
    }
  }

  /// Waits for the block.
  ///
  /// - Returns: what was read and where the first row begins that was not.
  func finish() -> (block: TableBlock, place: Int)? {
    done.wait()
    return state.withLock { $0.take() }.map { ($0.block, $0.place) }
  }
}
