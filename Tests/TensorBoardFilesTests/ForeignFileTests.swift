import Foundation
import TensorBoardFiles
import Testing

/// Files written by other programs, compared with the results of their own readers.
@Suite struct ForeignFileTests {
  struct Point: Decodable {
    var wall: Double
    var step: Int64
    var tag: String
    var value: Double

    private enum Key: CodingKey {
      case wall
      case step
      case tag
      case value
    }

    /// The recorder wrote NaN and Infinity as bare words, which became text in the resource.
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      wall = try container.decode(Double.self, forKey: .wall)
      step = try container.decode(Int64.self, forKey: .step)
      tag = try container.decode(String.self, forKey: .tag)
      if let word = try? container.decode(String.self, forKey: .value) {
        value = try #require(Double(word))
      } else {
        value = try container.decode(Double.self, forKey: .value)
      }
    }
  }

  static let runs = [
    "keras3/train", "keras3/validation", "tfkeras2/train", "tfkeras2/validation", "torch/run_a",
    "torch/run_a/multi_a", "torch/run_a/multi_b", "torch/run_a/1795411266.5519936",
  ]

  @Test(arguments: runs)
  func everyScalarIsReadToTheBit(run: String) throws {
    let (path, expected) = try Self.load(run)
    let reader = try EventFileReader(path: path)
    let points = try reader.readAll()
    #expect(points.count == expected.count)
    #expect(reader.counts.scalars == expected.count)
    #expect(reader.damage.isEmpty)
    #expect(reader.pendingBytes == 0)
    #expect(reader.fileVersion == "brain.Event:2")
    for (index, point) in expected.enumerated().prefix(points.count) {
      #expect(reader.tags[Int(points.tags[index])] == point.tag)
      #expect(points.steps[index] == point.step)
      #expect(points.wallTimes[index].bitPattern == point.wall.bitPattern)
      let value = points.values[index]
      #expect(value.bitPattern == point.value.bitPattern || value.isNaN && point.value.isNaN)
    }
  }

  @Test func theSettingsOfARunAreRead() throws {
    let reader = try EventFileReader(path: try Self.load("torch/run_a/1795411266.5519936").path)
    _ = try reader.readAll()
    let settings = reader.settings.map { "\($0.name)=\($0.value)" }
    #expect(settings.contains("opt=sgd") && settings.contains("lr=0.001"), "\(settings)")
    // PyTorch writes a Bool as a number.
    #expect(settings == ["amp=1", "bs=8", "lr=0.001", "opt=sgd"])
  }

  @Test func whatIsNoScalarIsCounted() throws {
    let (path, _) = try Self.load("torch/run_a")
    let reader = try EventFileReader(path: path)
    _ = try reader.readAll()
    #expect(reader.counts.otherValues == 3)
    #expect(reader.counts.otherEvents == 1)
    #expect(reader.counts.records == reader.counts.scalars + 4)
  }

  static func load(_ run: String) throws -> (path: String, points: [Point]) {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Files/\(run)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let events = try #require(names.first { $0.contains("tfevents") })
    let record = try #require(names.first { $0.hasPrefix("EXPECTED") })
    let text = try String(contentsOf: folder.appendingPathComponent(record), encoding: .utf8)
    let points = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Point.self, from: Data($0.utf8))
    }
    return (folder.appendingPathComponent(events).path, points)
  }
}
