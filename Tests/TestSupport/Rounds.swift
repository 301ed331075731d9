internal import Foundation

/// The value of `PLATEAU_ROUNDS`; nil when the variable is not set.
public var askedRounds: Int? {
  ProcessInfo.processInfo.environment["PLATEAU_ROUNDS"].flatMap(Int.init)
}

/// Repetitions of a test that tries something at random: `PLATEAU_ROUNDS`, or the usual number.
public func rounds(_ usual: Int) -> Int { askedRounds ?? usual }
