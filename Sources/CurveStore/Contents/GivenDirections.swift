public import RunModel

/// Directions of improvement that a person gives for metrics whose names do not tell.
public struct GivenDirections: Equatable, Sendable {
  /// The direction of every metric whose name does not tell; nil when none was given.
  public var general: Direction?
  /// The directions by the names of series.
  public var named: [String: Direction]

  /// Creates directions.
  public init(general: Direction? = nil, named: [String: Direction] = [:]) {
    self.general = general
    self.named = named
  }

  /// True when none were given.
  public var isEmpty: Bool { general == nil && named.isEmpty }

  /// The direction of a series; nil when none was given for it.
  func direction(of series: LogSeries, named name: String) -> Direction? {
    if let given = named[name] ?? named[series.name] { return given }
    return series.direction == nil && series.canHaveDirection ? general : nil
  }
}

extension LogSeries {
  /// True for a quantity that may improve: not a learning rate, a time, a size or a count.
  public var canHaveDirection: Bool { role != .learningRate && isMeasure }

  /// True for everything but times, sizes, rates and counts.
  public var isMeasure: Bool { role != .other || !MetricKind(name).isBookkeeping }
}

extension LogContents {
  /// The contents with the directions that a person gave.
  ///
  /// - Complexity: O(series).
  public func judged(by directions: GivenDirections) -> LogContents {
    guard !directions.isEmpty else { return self }
    var contents = self
    for run in contents.runs.indices {
      let names = contents.runs[run].seriesNames
      for index in names.indices {
        let series = contents.runs[run].series[index]
        guard let direction = directions.direction(of: series, named: names[index]) else {
          continue
        }
        contents.runs[run].series[index].direction = direction
        if series.role == .other { contents.runs[run].series[index].role = .metric }
      }
    }
    return contents
  }

  /// The directions of improvement that are known, by the names of series.
  ///
  /// - Complexity: O(series).
  public var directions: [String: Direction] {
    var known: [String: Direction] = [:]
    for run in runs {
      for (name, series) in zip(run.seriesNames, run.series) { known[name] = series.direction }
    }
    return known
  }

  /// The names of series whose direction is unknown though they may have one.
  ///
  /// - Complexity: O(series).
  public var undirected: [String] {
    var seen: Set<String> = []
    return runs.flatMap { run in
      zip(run.seriesNames, run.series).compactMap { name, series in
        series.direction == nil && series.canHaveDirection && seen.insert(name).inserted
          ? name : nil
      }
    }
  }
}
