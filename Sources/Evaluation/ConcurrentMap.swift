internal import Synchronization
internal import SystemThreads

/// Computes values on several threads; the result does not depend on their number.
///
/// - Parameters:
///   - count: The number of values.
///   - threads: The largest number of threads, counting the caller's; less than 1 means 1.
///   - value: Computes the value of an index.
func concurrentMap<Value: Sendable>(
  _ count: Int, threads: Int, _ value: @Sendable (Int) -> Value
) -> [Value] {
  let threads = min(max(threads, 1), count)
  guard threads > 1 else { return (0..<count).map(value) }
  let next = Atomic(0)
  let values = Mutex([Value?](repeating: nil, count: count))
  SystemThread.share(among: threads) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let made = value(index)
      values.withLock { $0[index] = made }
    }
  }
  return values.withLock { $0.compactMap(\.self) }
}
