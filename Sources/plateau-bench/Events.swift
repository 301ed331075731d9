import ArgumentParser
import Foundation
import TensorBoardFiles

/// The speed at which the scalars of an event file are read or, with `--make`, written.
struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Seconds to read a TensorBoard event file.")

  @Argument(help: "The file, or the folder for a new one with --make.")
  var path: String
  @Option(help: "Write this number of scalars to a new file instead.")
  var make: Int?
  @Option(help: "Readings; the median is printed.")
  var rounds = 5
  @OptionGroup var format: BenchResult.Format

  func run() throws {
    if let make { return try write(make) }
    var times: [Double] = []
    var counts = EventCounts()
    for _ in 0..<rounds {
      let seconds = try Timing.seconds {
        let reader = try EventFileReader(path: path)
        let points = try reader.readAll()
        counts = reader.counts
        precondition(points.count == counts.scalars)
      }
      times.append(seconds)
    }
    let median = Timing.median(times)
    BenchResult([
      ("impl", .text("plateau")), ("records", .integer(counts.records)),
      ("scalars", .integer(counts.scalars)), ("damaged", .integer(counts.damagedParts)),
      ("sec", .number(median, decimals: 4)),
      ("scalars_s", .number(Double(counts.scalars) / median, decimals: 0)),
    ]).print(format)
  }

  private func write(_ count: Int) throws {
    var file = ""
    let seconds = try Timing.seconds {
      let writer = try EventFileWriter(folder: path, wallTime: Date().timeIntervalSince1970)
      let tags = (0..<10).map { "batch_metric_\($0)" }
      for index in 0..<count {
        try writer.add(
          Float(index), tag: tags[index % 10], step: Int64(index / 10), wallTime: Double(index))
      }
      try writer.flush()
      file = writer.path
    }
    BenchResult([("path", .text(file)), ("sec", .number(seconds, decimals: 4))]).print(format)
  }
}
