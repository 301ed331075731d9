import Foundation
import JSONText
import OrderedCollections
import RunFiles
import RunModel
import TestSupport
import Testing

/// `docs/run-folder.md` and its schema are what other programs are written by: they must be right.
@Suite struct RunFolderDocumentTests {
  private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: docs.appending(path: name), encoding: .utf8)
  }

  private static func schema() throws -> JSONValue {
    try JSONParser.parse(try text("run-folder.schema.json"))
  }

  /// The blocks of lines in the document.
  private static func blocks() throws -> [[String]] {
    var blocks: [[String]] = []
    var open: [String]?
    for line in try text("run-folder.md").components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let lines = open { blocks.append(lines) }
        open = line == "```jsonl" ? [] : nil
      } else {
        open?.append(line)
      }
    }
    return blocks
  }

  @Test(arguments: EventSamples.kinds.indices)
  func everyEventThatIsWrittenFitsTheSchema(index: Int) throws {
    let checker = JSONSchemaChecker(try Self.schema())
    let json = try JSONParser.parse(
      RunEvent(time: 1_700_000_000.125, EventSamples.kinds[index]).json.text)
    #expect(checker.faults(of: json, as: "event") == [])
  }

  @Test(arguments: EventSamples.commands)
  func everyCommandThatIsWrittenFitsTheSchema(command: RunCommand) throws {
    let checker = JSONSchemaChecker(try Self.schema())
    let json = try JSONParser.parse(CommandRequest(id: "7", source: "key press", command).json.text)
    #expect(checker.faults(of: json, as: "command") == [])
  }

  @Test func theSchemaHasEveryEventAndEveryMember() throws {
    let schema = try Self.schema()
    var members: [String: Set<String>] = [:]
    func names(_ json: JSONValue?) -> Set<String> {
      guard case .object(let members)? = json else { return [] }
      return Set(members.map(\.name))
    }
    for kind in EventSamples.kinds {
      let json = RunEvent(time: 1, kind).json
      let name = try #require(json["event"]?.string)
      members["event_" + name, default: []].formUnion(names(json))
      for callback in json["callbacks"]?.array ?? [] {
        members["callback", default: []].formUnion(names(callback))
      }
      members["info", default: []].formUnion(names(json["info"]))
    }
    for (name, written) in members {
      #expect(
        written.subtracting(names(schema["$defs"]?[name]?["properties"])) == [],
        "of \(name) in the schema")
    }
    // A member that nothing reads would be a promise that is not kept.
    let read = names(RunEvent(time: 1, .runStarted(EventSamples.wholeInfo)).json["info"])
    #expect(
      names(schema["$defs"]?["info"]?["properties"]).subtracting(read) == ["world_size"])
  }

  @Test func whatIsWrongDoesNotFit() throws {
    let checker = JSONSchemaChecker(try Self.schema())
    for (line, name) in [
      (#"{"event":"step","time":1,"epoch":0,"logs":{},"recent":{}}"#, "event"),
      (#"{"event":"step","time":1,"epoch":-1,"step":1,"logs":{},"recent":{}}"#, "event"),
      (#"{"event":"run_started","time":1,"info":{"epochs":1}}"#, "event"),
      (#"{"event":"dance","time":1}"#, "event"),
      (#"{"event":"measured","time":1,"epoch":0,"step":1,"values":{"a":{"b":1}}}"#, "event"),
      (#"{"command":"edit","callback":"a","value":1}"#, "command"),
      (#"{"command":"stop","when":"later"}"#, "command"),
      (#"{"command":"set_learning_rate"}"#, "command"),
      (#"{"command":"set_learning_rate","value":0.1,"factor":2}"#, "command"),
    ] {
      #expect(!checker.faults(of: try JSONParser.parse(line), as: name).isEmpty, "\(line)")
    }
  }

  @Test func theExamplesOfTheDocumentFitAndAreRead() throws {
    let checker = JSONSchemaChecker(try Self.schema())
    let blocks = try Self.blocks()
    #expect(blocks.count == 4)
    for line in blocks.joined() {
      let json = try JSONParser.parse(line)
      if json["event"] != nil {
        #expect(checker.faults(of: json, as: "event") == [], "\(line)")
        let event = try RunEvent(json: json)
        if case .commandApplied(let applied) = event.kind, case .other = applied.request.command {
          Issue.record("not a known command: \(line)")
        }
      } else {
        #expect(checker.faults(of: json, as: "command") == [], "\(line)")
        _ = try CommandRequest(json: json, fallbackID: "line-1", fallbackSource: "file")
      }
    }
  }

  @Test func theExamplesShowWhatTheDocumentSays() throws {
    let histories = try Self.blocks().map { lines in
      var history = RunHistory()
      for line in lines where line.contains("\"event\"") {
        history.apply(try RunEvent(json: try JSONParser.parse(line)))
      }
      return history
    }
    let first = histories[0]
    #expect(first.epochSeries["val_loss"]?.points == [SeriesPoint(x: 1, y: 0.6)])
    #expect(first.stepSeries["loss"]?.points.map(\.x) == [0.5, 1])
    #expect(first.end?.reason == .completed)
    let second = histories[1]
    #expect(second.axis == .step)
    #expect(second.epochSeries["eval_loss"]?.points.map(\.x) == [40, 80])
    // The rate of the first step replaces the one told at the start.
    #expect(second.learningRates.points.map(\.y) == [0.00004, 0.00003])
    #expect(second.callbacks.first?.unitsLeft == 2)
    #expect(second.marks.map(\.kind) == [.end])
  }
}
