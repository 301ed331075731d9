internal import CurveStore
internal import JSONText
internal import TensorBoardFiles

/// A reader of the `.wandb` file of a W&B run.
struct WeightsAndBiasesReader: RecordReader {
  private var builder = LogBuilder(.weightsAndBiases)
  private let run: Int
  private var invalid = 0

  init?(_ head: LogHead) {
    guard
      head.bytes.starts(with: ":W&B".utf8)
        || head.bytes.isEmpty && head.path.hasSuffix(".wandb")
    else { return nil }
    run = builder.run()
  }

  mutating func read(_ window: LogWindow) -> Int {
    var records = BlockedRecords(window)
    while let record = records.next() {
      var isKnown = false
      for field in ProtobufFields(record.content[...]) {
        isKnown = true
        switch field.number {
        case 2: Self.addHistory(field.fields, &builder)
        case 10: Self.addAlert(field.fields, &builder)
        case 17: Self.addRun(field.fields, &builder)
        case 18:
          let code = field.fields.first { $0.number == 1 }?.integer ?? 0
          builder.edit(run: run) { $0.status = code == 0 ? .finished : .failed }
        default: break
        }
      }
      if !isKnown, !record.content.isEmpty { invalid += 1 }
    }
    for note in records.notes { builder.note(note) }
    return records.used
  }

  func contents(path: String) -> LogContents {
    var builder = builder
    if invalid > 0 { builder.note(LogNote(.damaged, "\(invalid) records are not messages")) }
    return builder.contents()
  }

  private static func addHistory(_ fields: ProtobufFields, _ builder: inout LogBuilder) {
    var items: [(name: String, value: JSONValue)] = []
    var point = LogPoint(value: 0)
    for field in fields {
      if field.number == 2 {
        point.step = field.fields.first { $0.number == 1 }.flatMap { Int64(exactly: $0.integer) }
      } else if field.number == 1, let item = item(field.fields) {
        items.append(item)
      }
    }
    for item in items {
      if item.name == "_step" { point.step = item.value.int.map(Int64.init) ?? point.step }
      if item.name == "_timestamp" { point.wallTime = item.value.double }
    }
    if point.step == nil { point.step = 0 }
    // The items of a record have no order: they are sorted, so that the series always have the same
    // one.
    for item in items.sorted(by: { $0.name < $1.name }) where !item.name.hasPrefix("_") {
      add(item.value, item.name, point, &builder, depth: 0)
    }
  }

  private static func add(
    _ value: JSONValue, _ name: String, _ point: LogPoint, _ builder: inout LogBuilder, depth: Int
  ) {
    if case .object(let members) = value {
      // Media and histograms have a type.
      guard value["_type"] == nil, depth < 8 else { return }
      for member in members {
        add(member.value, "\(name)/\(member.name)", point, &builder, depth: depth + 1)
      }
    } else if let number = value.double {
      var point = point
      point.value = number
      builder.append(point, to: builder.series(name))
    }
  }

  private static func item(_ fields: ProtobufFields) -> (name: String, value: JSONValue)? {
    var key = ""
    var nested: [String] = []
    var value: JSONValue?
    for field in fields {
      switch field.number {
      case 1: key = field.text
      case 2: nested.append(field.text)
      case 16: value = try? JSONParser.parse(field.bytes)
      default: break
      }
    }
    let name = nested.isEmpty ? key : nested.joined(separator: "/")
    return value.map { (name, $0) }
  }

  private static func addRun(_ fields: ProtobufFields, _ builder: inout LogBuilder) {
    for field in fields {
      switch field.number {
      case 1, 3, 8:
        let name = field.number == 1 ? "run_id" : field.number == 3 ? "project" : "display_name"
        builder.edit(run: 0) {
          $0.parameters.append(LogParameter(name: name, value: field.text))
          $0.status = .running
        }
      case 4:
        for update in field.fields where update.number == 1 {
          guard let item = item(update.fields), item.name != "_wandb" else { continue }
          builder.edit(run: 0) {
            $0.parameters.append(LogParameter(name: item.name, value: item.value.text))
          }
        }
      default: break
      }
    }
  }

  private static func addAlert(_ fields: ProtobufFields, _ builder: inout LogBuilder) {
    let words = fields.filter { $0.number == 1 || $0.number == 2 }.map(\.text)
    builder.addMessage("alert: " + words.joined(separator: ": "))
  }
}

extension LogFormat {
  static let weightsAndBiases = LogFormat(
    "wandb", "W&B offline run", writerHabit: "buffers blocks of 32 KiB")
}
