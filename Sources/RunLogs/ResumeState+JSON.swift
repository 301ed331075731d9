internal import Foundation
public import RunModel
internal import SystemFiles

extension ResumeState {
  /// The version of the file's form; a file of another is refused.
  private static let version = 1

  /// The state as the text of `state.json`.
  public var jsonText: String {
    JSONValue.members([
      "version": .integer(Self.version), "epoch": .integer(epoch),
      "learning_rate": .number(Double(learningRate)), "seconds": .finite(seconds),
      "iterations": .integer(iterations), "weights": .string(weights),
      "last_logs": lastLogs.json,
      "callbacks": .array(callbacks.map(\.json)), "reason": reason?.json,
    ]).text + "\n"
  }

  /// Writes the state beside its place and moves it there, so that a reader finds the old or the new one.
  ///
  /// - Throws: `RunLogError` with the system's reason.
  public func write(to path: String) throws(RunLogError) {
    do {
      try Data(jsonText.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw RunLogError(file: path, "cannot be written: \(systemReason())")
    }
  }

  /// Reads a state.
  ///
  /// - Throws: `RunLogError` when there is none, or it is damaged.
  public init(path: String) throws(RunLogError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw RunLogError(file: path, isThere ? "cannot be read" : "no such file")
    }
    let json: JSONValue
    do throws(JSONParser.Failure) {
      json = try JSONParser.parse(Array(bytes)[...])
    } catch {
      throw RunLogError(
        file: path,
        "not JSON: \(error.reason) at byte \(error.offset); --checkpoint goes on from a checkpoint")
    }
    do throws(RunLogError) {
      try self.init(MemberReader(json))
    } catch {
      throw RunLogError(
        file: path, error.reason.replacingOccurrences(of: "this event", with: "this state"))
    }
  }

  private init(_ reader: MemberReader) throws(RunLogError) {
    guard try reader.int("version") == Self.version else {
      throw RunLogError(file: "", "was written by another version of this program")
    }
    var links: [Link] = []
    for value in reader.json["callbacks"]?.array ?? [] {
      links.append(try Link(MemberReader(value)))
    }
    let rate = Float(try reader.double("learning_rate"))
    let epoch = try reader.int("epoch")
    let seconds = try reader.double("seconds")
    guard (0...1_000_000_000).contains(epoch) else { throw reader.missing("epoch") }
    guard rate.isFinite else { throw reader.missing("learning_rate") }
    guard (0...1e12).contains(seconds) else { throw reader.missing("seconds") }
    var reason: StopReason?
    if reader.json["reason"] != nil { reason = try StopReason(try reader.member("reason")) }
    self.init(
      epoch: epoch, learningRate: rate, seconds: seconds,
      iterations: try reader.int("iterations"), weights: try reader.string("weights"),
      lastLogs: try reader.logs("last_logs"),
      callbacks: links, reason: reason)
  }
}

extension ResumeState.Link {
  fileprivate var json: JSONValue {
    .members([
      "id": .string(id), "enabled": isEnabled ? nil : .boolean(false),
      "fields": .array(fields.map(\.json)), "memory": memory.values.json,
      "keeps_weights": keepsWeights ? .boolean(true) : nil,
    ])
  }

  fileprivate init(_ reader: MemberReader) throws(RunLogError) {
    var fields: [CallbackField] = []
    for value in reader.json["fields"]?.array ?? [] {
      fields.append(try CallbackField(MemberReader(value)))
    }
    self.init(
      id: try reader.string("id"), isEnabled: reader.json["enabled"] != .boolean(false),
      fields: fields, memory: CallbackMemory(try reader.logs("memory")),
      keepsWeights: reader.json["keeps_weights"] == .boolean(true))
  }
}
