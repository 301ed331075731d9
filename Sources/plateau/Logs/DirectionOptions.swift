import ArgumentParser
import CurveStore
import RunModel

/// The option that gives directions of improvement.
struct DirectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The better values of metrics whose names do not tell: min, max, or NAME=min. May be repeated.",
      valueName: "direction"))
  var better: [String] = []

  func validate() throws { _ = try Self.parse(better) }

  /// The directions.
  var directions: GivenDirections { (try? Self.parse(better)) ?? GivenDirections() }

  private static func parse(_ texts: [String]) throws -> GivenDirections {
    var directions = GivenDirections()
    for text in texts {
      let mark = text.lastIndex(of: "=")
      let word = mark.map { String(text[text.index(after: $0)...]) } ?? text
      guard let direction = Direction(rawValue: word), mark != text.startIndex else {
        throw ValidationError("--better takes min, max, NAME=min or NAME=max, not \(text)")
      }
      if let mark {
        directions.named[String(text[..<mark])] = direction
      } else {
        directions.general = direction
      }
    }
    return directions
  }

  /// Checks that a log has the series that were named.
  func check(_ contents: LogContents) throws {
    let names = Set(contents.runs.flatMap { $0.seriesNames + $0.series.map(\.name) })
    for name in directions.named.keys.sorted() where !names.contains(name) {
      let known = names.sorted().prefix(12).joined(separator: ", ")
      throw ValidationError("--better \(name)=…: no such series; they are \(known)")
    }
  }
}
