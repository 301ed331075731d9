import Callbacks
import Foundation
import JSONText
import RunFiles
import RunModel
import SystemFiles
import Testing
import Training

/// Parameters, requests and refusals that the Python client treats alike: both are held to one file.
@Suite struct SharedVectorTests {
  private static func vectors() throws -> JSONValue {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let url = root.appending(path: "Vectors/parameters.json")
    return try JSONParser.parse(try String(contentsOf: url, encoding: .utf8))
  }

  private func range(_ row: JSONValue) -> ParameterRange? {
    switch row["kind"]?.string {
    case "count": .count(least: row["least"]?.int ?? 0)
    case "magnitude": .magnitude
    case "fraction": .fraction
    case "optional_number": .optionalNumber
    case "boolean": .boolean
    case "frequency": .frequency
    case "choice": .choice(row["choices"]?.array?.compactMap(\.string) ?? [])
    default: nil
    }
  }

  @Test func valuesAreAcceptedAndRefusedInTheSharedWords() throws {
    let rows = try #require(try Self.vectors()["values"]?.array)
    #expect(rows.count > 40)
    for row in rows {
      let range = try #require(self.range(row), "\(row.text)")
      let value = try #require(ParameterValue(json: row["value"] ?? .null), "\(row.text)")
      var why: String?
      do throws(EditRefusal) { try range.check(value, of: "x") } catch { why = error.why }
      #expect(why == row["refusal"]?.string, "\(row.text)")
    }
  }

  @Test func requestsAreReadAndRefusedInTheSharedWords() throws {
    let rows = try #require(try Self.vectors()["requests"]?.array)
    #expect(rows.count > 20)
    for row in rows {
      let line = try JSONParser.parse(row["line"]?.string ?? "")
      do throws(FileError) {
        let request = try CommandRequest(json: line, fallbackID: "", fallbackSource: "")
        guard case .object(let members) = request.json else { continue }
        let command = members.filter { !["id", "source"].contains($0.name) }
        #expect(JSONValue.object(command) == row["request"], "\(row.text)")
      } catch {
        #expect(error.reason == row["refusal"]?.string, "\(row.text)")
      }
    }
  }

  @Test func theTablesHaveTheSharedNamesAndKinds() throws {
    let callbacks: [any Callback] = [
      EarlyStopping(), try ReduceLROnPlateau(), try ModelCheckpoint(path: "x.safetensors"),
    ]
    let shared = try #require(try Self.vectors()["callbacks"])
    for callback in callbacks {
      guard case .object(let rows)? = shared[callback.name] else {
        Issue.record("\(callback.name) is missing")
        continue
      }
      // A callback here may have more than its original.
      let fields = callback.fields.map { JSONValue.Member($0.name, $0.json["kind"] ?? .null) }
      for row in rows { #expect(fields.contains(row), "\(callback.name).\(row.name)") }
    }
  }

  @Test func whatCannotBeDoneIsRefusedInTheSharedWords() throws {
    let words = try #require(try Self.vectors()["refusals"])
    let chain = CallbackChain([
      EarlyStopping(), try ReduceLROnPlateau(), CSVLogger(path: "log.csv"), LambdaCallback(),
    ])
    /// The words for a callback of another name.
    func adapted(_ name: String, to callback: String) -> String? {
      words[name]?.string?.replacing("CSVLogger", with: callback)
    }
    func refusal(_ body: () throws(EditRefusal) -> Void) -> String? {
      do throws(EditRefusal) { try body() } catch { return error.why }
      return nil
    }
    let callback = refusal { () throws(EditRefusal) in
      try chain.set("patience", of: "nobody", to: .integer(1))
    }
    // The trainer adds callbacks of its own to the chain.
    #expect(
      callback?.hasPrefix(words["unknown_callback"]?.string ?? "-") == true, "\(callback ?? "")")
    let field = refusal { () throws(EditRefusal) in
      try chain.set("patients", of: "early_stopping", to: .integer(1))
    }
    #expect(field?.hasPrefix(words["unknown_field"]?.string ?? "-") == true, "\(field ?? "")")
    let nothing = refusal { () throws(EditRefusal) in
      try chain.set("patience", of: chain.links[3].id, to: .integer(1))
    }
    #expect(nothing == adapted("nothing_to_change", to: chain.links[3].callback.name))
    let reset = refusal { () throws(EditRefusal) in _ = try chain.reset("csv_logger") }
    #expect(reset == adapted("nothing_to_reset", to: "CSVLogger"))
  }

  @Test func theTrainerRefusesInTheSharedWords() throws {
    let words = try #require(try Self.vectors()["refusals"])
    let (events, _) = try steered(
      [1, 1, 1],
      [
        0: [
          .undo, .redo, .cancel(.stop), .cancel(.pause), .setLearningRate(.to(-1)),
          .setLearningRate(.plus(-0.2)), .save, .evaluate,
          .other("rewind"), .stop(.now), .stop(.afterEpoch),
        ]
      ])
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused.count == 9)
    for name in [
      "nothing_to_undo", "nothing_to_redo", "no_stop_pending", "no_pause_pending", "learning_rate",
      "learning_rate_falls_below_0", "stopping_already",
    ] {
      #expect(words[name]?.string.map(refused.contains) == true, "\(name)")
    }
    #expect(refused.contains("no such command: rewind"))
    let zero = LearningRateScheduler { _, _ in 0 }
    let (others, _) = try steered([1], callbacks: [zero], [0: [.setLearningRate(.times(2))]])
    let why = others.compactMap { if case .commandRefused(_, let why) = $0 { why } else { nil } }
    #expect(why == [words["learning_rate_is_0"]?.string])
  }
}
