import Foundation
import SystemThreads

/// Timings and their summaries.
enum Timing {
  /// The seconds that `body` takes.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .seconds(1)
  }

  /// The seconds of this thread on a processor that `body` takes, whatever else the machine does.
  static func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    let start = SystemThread.processorTime
    try body()
    return (SystemThread.processorTime - start) / .seconds(1)
  }

  /// The median; NaN if there are no values.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The largest memory so far, in MiB.
  static var peakMemory: Int {
    var usage = rusage()
    #if os(Linux)
      getrusage(RUSAGE_SELF.rawValue, &usage)
      return usage.ru_maxrss / 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1_048_576
    #endif
  }
}
