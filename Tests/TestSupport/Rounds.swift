internal import Foundation

/// The number of repetitions of a test: `PLATEAU_ROUNDS`, or else a few.
public func rounds(_ usual: Int) -> Int {
  ProcessInfo.processInfo.environment["PLATEAU_ROUNDS"].flatMap(Int.init) ?? usual
}
