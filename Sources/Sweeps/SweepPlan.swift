internal import SeededRandom

/// The runs of a sweep: every combination of the values, or some drawn at random, each with every
/// seed.
package struct SweepPlan: Equatable, Sendable {
  /// The runs, numbered from 1 by their order.
  package let runs: [SweepRun]

  /// The number of different combinations, each of which is a run for every seed.
  package let combinations: Int

  /// The most runs of a sweep.
  package static let mostRuns = 10_000

  /// Plans the runs.
  ///
  /// - Parameters:
  ///   - settings: The settings and their values.
  ///   - random: The number of combinations to draw; nil for all. The same settings give the same
  ///     draws, and a larger number the same first ones.
  ///   - seeds: The number of seeds, from 1 up, that each combination gets; nil for none of its own.
  /// - Throws: `SweepError` when the settings contradict each other or give too many runs.
  /// - Complexity: O(runs · settings).
  package init(_ settings: [SweptSetting], random: Int?, seeds: Int?) throws(SweepError) {
    guard random ?? 1 <= Self.mostRuns, seeds ?? 1 <= Self.mostRuns else { throw Self.tooMany }
    var names = settings.map(\.name)
    if seeds != nil { names.append("seed") }
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw SweepError("\(names[twice]) is given twice; name all its values in one --over")
    }
    var combinations =
      if let random { Self.drawn(random, of: settings) } else { try Self.all(of: settings) }
    self.combinations = combinations.count
    if let seeds {
      let numbers = (1...max(1, seeds)).map { SweepRun.Setting(name: "seed", value: "\($0)") }
      guard combinations.count * numbers.count <= Self.mostRuns else { throw Self.tooMany }
      combinations = combinations.flatMap { settings in numbers.map { settings + [$0] } }
    }
    runs = SweepRun.named(combinations)
  }

  private static let tooMany = SweepError(
    "a sweep has at most \(mostRuns) runs; --random 100 draws some combinations")

  private static func all(
    of settings: [SweptSetting]
  ) throws(SweepError) -> [[SweepRun.Setting]] {
    var combinations: [[SweepRun.Setting]] = [[]]
    for setting in settings {
      guard case .list(let values) = setting.values else {
        throw SweepError(
          "\(setting.name) has a range of numbers; list its values, or draw some with --random 20")
      }
      guard combinations.count * values.count <= mostRuns else { throw tooMany }
      combinations = combinations.flatMap { combination in
        values.map { combination + [SweepRun.Setting(name: setting.name, value: $0)] }
      }
    }
    return combinations
  }

  /// Draws different combinations; fewer than asked for where there are not so many.
  private static func drawn(_ count: Int, of settings: [SweptSetting]) -> [[SweepRun.Setting]] {
    var generator = SeededGenerator(seed: 1)
    var known: Set<[String]> = []
    var combinations: [[SweepRun.Setting]] = []
    // Near the end of few combinations, most draws are known already.
    for _ in 0..<(100 * count + 1000) where combinations.count < count {
      let values = settings.map { $0.value(drawnBy: &generator) }
      guard known.insert(values).inserted else { continue }
      combinations.append(zip(settings, values).map { SweepRun.Setting(name: $0.name, value: $1) })
    }
    return combinations
  }
}
