internal import BareFoundation
internal import JSONText
public import RunModel
public import SystemFiles

extension ResumeState {
  /// The version of the file format; version 1, which had no checksums, can still be read.
  private static let version = 2
  /// The text between the state and its own checksum, which ends the file.
  private static let seal = Array(",\"checksum\":\"".utf8)

  /// The state as the text of `state.json`.
  ///
  /// - Complexity: O(callbacks), regardless of the number of epochs trained.
  public var jsonText: String {
    let text = JSONValue.members([
      "version": .integer(Self.version), "epoch": .integer(epoch),
      "epochs": epochs.map(JSONValue.integer), "edits": edits.isEmpty ? nil : edits.json,
      "learning_rate": .number(Double(learningRate)), "seconds": .finite(seconds),
      "iterations": .integer(iterations), "weights": .string(weights),
      "weights_checksum": weightsChecksum.map { .integer(Int($0)) },
      "model_checksum": modelChecksum.map { .integer(Int($0)) },
      "checkpoints": checkpoints.isEmpty ? nil : .array(checkpoints.map(JSONValue.string)),
      "recipe": recipe.map { .string($0.text) },
      "recipe_replaced": recipe?.replaced.map { .integer(Int($0)) },
      "recipe_replacement": recipe?.replacement.map { .integer(Int($0)) },
      "last_logs": lastLogs.json,
      "callbacks": .array(callbacks.map(\.json)), "reason": reason?.json,
    ]).text.dropLast()
    let checksum = FileChecksum.text(FileChecksum.of(text.utf8))
    return text + String(decoding: Self.seal, as: UTF8.self) + checksum + "\"}\n"
  }

  /// Replaces the file in one step, so that a reader finds either the old state or the new one.
  ///
  /// - Throws: `FileError` with the system's reason.
  public func write(to path: String) throws(FileError) {
    do {
      try FileReplacement.replace(path, with: jsonText)
    } catch {
      throw FileError(path, error.reason, isLackOfRoom: error.isLackOfRoom)
    }
  }

  /// Creates a state from a file.
  ///
  /// - Throws: `FileError` when the file does not exist, cannot be read or is damaged.
  public init(path: String) throws(FileError) {
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw FileError(path, isThere ? "cannot be read" : "no such file")
    }
    let json: JSONValue
    do throws(JSONParser.Failure) {
      json = try JSONParser.parse(bytes[...])
    } catch {
      throw FileError(path, "is damaged: not JSON: \(error.reason) at byte \(error.offset)")
    }
    do throws(FileError) {
      try self.init(MemberReader(json), isSealed: Self.isSealed(bytes))
    } catch {
      throw FileError(
        path, error.reason.replacing("this event", with: "this state"))
    }
  }

  /// Returns true when the file ends in its own checksum.
  private static func isSealed(_ bytes: [UInt8]) -> Bool {
    let ending = seal.count + 11
    guard bytes.count > ending else { return false }
    let text = bytes.dropLast(ending)
    let checksum = FileChecksum.text(FileChecksum.of(text))
    return bytes.suffix(ending).elementsEqual(seal + Array((checksum + "\"}\n").utf8))
  }

  private static func checksum(_ name: String, _ reader: MemberReader) throws(FileError)
    -> UInt32?
  {
    guard reader.json[name] != nil else { return nil }
    guard let checksum = UInt32(exactly: try reader.int(name)) else { throw reader.missing(name) }
    return checksum
  }

  private init(_ reader: MemberReader, isSealed: Bool) throws(FileError) {
    let version = try reader.int("version")
    guard (1...Self.version).contains(version) else {
      throw FileError("", "was written by another version of this program")
    }
    guard version == 1 || isSealed else {
      throw FileError("", "is damaged: its checksum does not fit")
    }
    var links: [SavedCallback] = []
    guard let values = reader.json["callbacks"]?.array, !values.isEmpty else {
      throw reader.missing("callbacks")
    }
    for value in values {
      links.append(try SavedCallback(MemberReader(value)))
    }
    let rate = Float(try reader.double("learning_rate"))
    let epoch = try reader.int("epoch")
    let seconds = try reader.double("seconds")
    guard (0...1_000_000_000).contains(epoch) else { throw reader.missing("epoch") }
    // A schedule may end at 0. In version 1, which had no checksums, 0 was more often damage.
    guard rate.isFinite, rate >= 0, rate > 0 || version > 1 else {
      throw reader.missing("learning_rate")
    }
    guard (0...1e12).contains(seconds) else { throw reader.missing("seconds") }
    let reason: StopReason?
    let edits: [RunEdit]
    do throws(SchemaError) {
      edits = try [RunEdit](json: reader.json["edits"]?.array ?? [])
      reason = try reader.json["reason"].map { (json) throws(SchemaError) in
        try StopReason(json: json)
      }
    } catch {
      throw FileError("", error.reason)
    }
    self.init(
      epoch: epoch, learningRate: rate, seconds: seconds,
      iterations: try reader.int("iterations"), weights: try reader.string("weights"),
      lastLogs: try reader.logs("last_logs"),
      callbacks: links, reason: reason)
    weightsChecksum = try Self.checksum("weights_checksum", reader)
    modelChecksum = try Self.checksum("model_checksum", reader)
    checkpoints = (reader.json["checkpoints"]?.array ?? []).compactMap(\.string)
    self.edits = edits
    if reader.json["epochs"] != nil {
      let epochs = try reader.int("epochs")
      guard (1...RunCommand.mostEpochs).contains(epochs) else { throw reader.missing("epochs") }
      self.epochs = epochs
    }
    if reader.json["recipe"] != nil {
      recipe = RecipeRecord(
        text: try reader.string("recipe"),
        replaced: try Self.checksum("recipe_replaced", reader),
        replacement: try Self.checksum("recipe_replacement", reader))
    }
  }
}

extension ResumeState.SavedCallback {
  fileprivate var json: JSONValue {
    .members([
      "id": .string(id), "enabled": isEnabled ? nil : .boolean(false),
      "fields": .array(fields.map(\.json)), "memory": memory.values.json,
      "keeps_weights": keepsWeights ? .boolean(true) : nil,
    ])
  }

  fileprivate init(_ reader: MemberReader) throws(FileError) {
    var fields: [Parameter] = []
    for value in reader.json["fields"]?.array ?? [] {
      guard let field = Parameter(json: value) else { throw reader.missing("fields") }
      fields.append(field)
    }
    self.init(
      id: try reader.string("id"), isEnabled: reader.json["enabled"] != .boolean(false),
      fields: fields, memory: CallbackMemory(try reader.logs("memory")),
      keepsWeights: reader.json["keeps_weights"] == .boolean(true))
  }
}
