import CurveStore
import Foundation
import LogReaders
import LogRecordings
import SeededRandom
import TestSupport

/// Logs to write piece by piece: the examples, and longer ones of the main kinds.
enum TailedLogs {
  struct Log: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  static let all: [Log] =
    examples + [
      Log(name: "long.csv", bytes: table(9000)), Log(name: "long.jsonl", bytes: records(6000)),
      Log(name: "long.log", bytes: bars(700)), Log(name: "long-events.jsonl", bytes: events(1500)),
      Log(name: "events.out.tfevents.1.long", bytes: eventFile(9000)),
      Log(name: "lightning.csv", bytes: Array("epoch,step,loss\n0,10,0.5\n0,20,0.25\n".utf8)),
    ]

  /// The example files, including those in folders.
  private static let examples: [Log] = SampleLogs.files().compactMap { name in
    let bytes = try? Data(contentsOf: URL(fileURLWithPath: SampleLogs.path(name)))
    let file = name.split(separator: "/").last.map(String.init) ?? name
    return bytes.map { Log(name: file, bytes: [UInt8]($0)) }
  }

  private static func table(_ rows: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 1)
    let lines = (0..<rows).map { row in
      "\(row / 100),\(row),\(Double.random(in: 0...1, using: &random)),\(row % 7 == 0 ? "NA" : "0.5")"
    }
    return Array((["epoch,step,loss,\"val,loss\""] + lines).map { $0 + "\r\n" }.joined().utf8)
  }

  private static func records(_ count: Int) -> [UInt8] {
    let lines = (0..<count).map {
      "{\"step\": \($0), \"loss\": \(1 / Double($0 + 1)), \"a\": NaN}\n"
    }
    return Array(lines.joined().utf8)
  }

  private static func bars(_ epochs: Int) -> [UInt8] {
    let lines = (1...epochs).map { epoch in
      "Epoch \(epoch)/\(epochs)\n"
        + (1...6).map { "\r\u{1B}[1m\($0)/6\u{1B}[0m ━━ 1s 9ms/step - loss: 0.\($0)\(epoch)" }
        .joined(separator: "\u{8}\u{8}") + "\n"
    }
    return Array(lines.joined().utf8)
  }

  private static func events(_ epochs: Int) -> [UInt8] {
    let lines = (0..<epochs).map {
      "{\"time\": \(1_700_000_000 + $0), \"event\": \"message\", \"from\": \"x\", \"text\": \"epoch \($0)\"}\n"
    }
    let path = SampleLogs.path("plateau/events.jsonl")
    let start = (try? Data(contentsOf: URL(fileURLWithPath: path))).map { [UInt8]($0) } ?? []
    return start + Array(lines.joined().utf8) + start
  }

  private static func eventFile(_ rows: Int) -> [UInt8] {
    (try? SampleLogs.withFile(table(rows)) { path in
      let folder = (path as NSString).deletingLastPathComponent + "/out"
      try LogEventFiles(folder: folder).write(try LogContents(path: path).runs)
      let file = SampleLogs.files(below: folder).first ?? ""
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file)))
    }) ?? []
  }
}
