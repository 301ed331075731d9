/// Reads JSON of one value, and tells it from JSON Lines.
enum JSONReader {
  /// How JSON stands in a text.
  enum Form {
    /// One value over many lines, or all of the file in one.
    case document
    /// Our own events, one a line.
    case events
    /// Records, one a line.
    case lines(JSONProfile)
    /// None that has numbers.
    case none
  }

  /// Tells by the beginning of a text.
  ///
  /// - Complexity: O(bytes).
  static func form(of head: [UInt8]) -> Form {
    let (whole, failure) = JSONParser.parseSoundPart(head[...])
    // A failure behind the first value is the second line.
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(head[...], failure.offset)
    {
      return linesForm(of: head)
    }
    guard let whole else { return .none }
    if failure == nil, read(whole, nil) == nil { return linesForm(of: head) }
    return .document
  }

  private static func linesForm(of head: [UInt8]) -> Form {
    let first = JSONLinesReader.first(of: head)
    if first.contains(where: PlateauReader.isEvent) { return .events }
    guard !first.isEmpty else { return .none }
    let profile = JSONProfile(first, isLines: true)
    var reader = JSONLinesReader(profile)
    _ = reader.take(LogWindow(head))
    return reader.isEmpty ? .none : .lines(profile)
  }

  /// Reads a whole text; nil when nothing of it is JSON with numbers.
  ///
  /// - Complexity: O(bytes).
  static func read(_ bytes: [UInt8]) -> LogContents? {
    let (whole, failure) = JSONParser.parseSoundPart(bytes[...])
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(bytes[...], failure.offset)
    {
      return lines(bytes)
    }
    return whole.flatMap { read($0, failure) ?? lines(bytes) }
  }

  /// Lines of which the first is longer than any beginning that is looked at.
  private static func lines(_ bytes: [UInt8]) -> LogContents? {
    let first = JSONLinesReader.first(of: bytes)
    var stream: any LogStream = JSONLinesReader(JSONProfile(first, isLines: true))
    if first.contains(where: PlateauReader.isEvent) { stream = PlateauReader() }
    _ = stream.take(LogWindow(bytes))
    return try? stream.contents(path: "")
  }

  /// Whether the value that breaks off is the line of a longer file.
  private static func isOneLine(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> Bool {
    let line = bytes.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
    guard let end = line.firstIndex(of: 0x0A) else { return false }
    // An object that opens and closes in its first line.
    return line[..<end].count > 2 && line[..<end].last { $0 != 0x0D && $0 != 0x20 } == 0x7D
  }

  // MARK: one value

  private static func read(_ json: JSONValue, _ failure: JSONParser.Failure?) -> LogContents? {
    var contents: LogContents?
    if let history = json["log_history"]?.array {
      contents = trainerState(json, history)
    } else if let values = json.array {
      contents = records(values)
    } else if case .object(let members) = json {
      let columns = json["history"] ?? json
      if case .object(let history) = columns, isHistory(history) {
        contents = self.history(history, epochs: json["epoch"]?.array)
      } else if json["epoch"] != nil || json["step"] != nil || failure == nil,
        members.contains(where: { JSONRecords.number($0.value) != nil })
      {
        contents = records([json])
      }
    }
    guard var contents, contents.pointCount > 0 else { return nil }
    if let failure {
      contents.notes.append(
        LogNote(
          .damaged, offset: failure.offset, "\(failure.reason); what comes before is read"))
    }
    return contents
  }

  private static func records(_ values: [JSONValue]) -> LogContents {
    var records = JSONRecords(JSONProfile(values.prefix(64), isLines: false))
    for value in values { records.take(value, line: nil) }
    return records.builder.contents()
  }

  private static func trainerState(_ json: JSONValue, _ history: [JSONValue]) -> LogContents {
    var records = JSONRecords(JSONProfile(.trainerState, step: "step", epoch: "epoch"))
    for value in history { records.take(value, line: nil) }
    let early = json["stateful_callbacks"]?["EarlyStoppingCallback"]
    let parameters: KeyValuePairs<String, JSONValue?> = [
      "max_steps": json["max_steps"], "num_train_epochs": json["num_train_epochs"],
      "best_metric": json["best_metric"], "best_global_step": json["best_global_step"],
      "early_stopping_patience": early?["args"]?["early_stopping_patience"],
      "early_stopping_patience_counter":
        early?["attributes"]?["early_stopping_patience_counter"],
    ]
    records.edit { run in
      for (name, value) in parameters {
        guard let value, value != .null else { continue }
        run.parameters.append(LogParameter(name: name, value: value.text))
      }
    }
    return records.builder.contents()
  }

  /// Lists of numbers, or pandas' objects with the rows' numbers.
  private static func isHistory(_ members: [JSONValue.Member]) -> Bool {
    let columns = members.count { member in
      switch member.value {
      case .array(let values): values.contains { JSONRecords.number($0) != nil }
      case .object(let rows): rows.first.map { Int($0.name) != nil } ?? false
      default: false
      }
    }
    return columns > 0 && columns * 2 >= members.count
  }

  private static func history(
    _ members: [JSONValue.Member], epochs: [JSONValue]?
  ) -> LogContents {
    var builder = LogBuilder(.kerasHistory)
    _ = builder.run()
    let longest = members.map { $0.value.array?.count ?? 0 }.max() ?? 0
    for member in members {
      if case .object(let rows) = member.value {
        for row in rows {
          guard let value = JSONRecords.number(row.value) else { continue }
          builder.add(member.name, epoch: Double(row.name), value)
        }
      }
      guard let values = member.value.array else { continue }
      // Validated every few epochs only: which ones is not in the file.
      let isRagged = values.count < longest
      if isRagged {
        builder.note(
          LogNote(
            .remark,
            "\(member.name): \(values.count) values for \(longest) epochs; which epochs is not said"
          ))
      }
      for (index, value) in values.enumerated() {
        guard let number = JSONRecords.number(value) else { continue }
        let told = index < epochs?.count ?? 0 ? epochs?[index].double : nil
        let epoch = isRagged ? nil : epochs == nil ? Double(index) : told
        builder.add(member.name, epoch: epoch, number)
      }
    }
    return builder.contents()
  }
}
