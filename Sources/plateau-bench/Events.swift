import ArgumentParser
import Foundation
import TensorBoardFiles

/// How fast the scalars of an event file are read, or written with `--make`.
struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Seconds to read a TensorBoard event file.")

  @Argument(help: "The file, or the folder for a new one with --make.")
  var path: String
  @Option(help: "Write so many scalars into a new file instead.")
  var make: Int?
  @Option(help: "Readings; the median is printed.")
  var rounds = 5

  func run() throws {
    if let make { return try write(make) }
    let clock = ContinuousClock()
    var times: [Double] = []
    var counts = EventCounts()
    for _ in 0..<rounds {
      let start = clock.now
      let reader = try EventFileReader(path: path)
      let points = try reader.readAll()
      times.append((clock.now - start) / .seconds(1))
      counts = reader.counts
      precondition(points.count == counts.scalars)
    }
    let median = times.sorted()[times.count / 2]
    print(
      "{\"impl\": \"plateau\", \"records\": \(counts.records), \"scalars\": \(counts.scalars), "
        + "\"damaged\": \(counts.damagedParts), \"sec\": \(rounded(median, 4)), "
        + "\"scalars_s\": \(Int(Double(counts.scalars) / median))}")
  }

  private func write(_ count: Int) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let writer = try EventFileWriter(folder: path, wallTime: Date().timeIntervalSince1970)
    let tags = (0..<10).map { "batch_metric_\($0)" }
    for index in 0..<count {
      try writer.add(
        Float(index), tag: tags[index % 10], step: Int64(index / 10), wallTime: Double(index))
    }
    try writer.flush()
    print(
      "{\"path\": \"\(writer.path)\", \"sec\": \(rounded((clock.now - start) / .seconds(1), 4))}")
  }
}
