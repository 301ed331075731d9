/// The losses of the threads, which they write at the same time.
final class PartsOfThreads {
  private let parts: UnsafeMutablePointer<SSDLoss.Parts>
  private let count: Int

  init(threads: Int) {
    count = threads
    parts = .allocate(capacity: threads)
    parts.initialize(repeating: SSDLoss.Parts(), count: threads)
  }

  deinit { parts.deallocate() }

  /// Stores the loss of a thread.
  func set(_ value: SSDLoss.Parts, rank: Int) { parts[rank] = value }

  /// The losses in the order of ranks.
  var all: [SSDLoss.Parts] { (0..<count).map { parts[$0] } }

  /// The sum in the order of ranks, so that it is reproducible to the bit.
  var sum: SSDLoss.Parts {
    (0..<count).reduce(into: SSDLoss.Parts()) { $0 += parts[$1] }
  }
}
