internal import Foundation

/// How often a test repeats what it tries: `PLATEAU_ROUNDS` times, else a handful.
public func rounds(_ usual: Int) -> Int {
  ProcessInfo.processInfo.environment["PLATEAU_ROUNDS"].flatMap(Int.init) ?? usual
}
