internal import JSONText
internal import RunModel

extension JSONValue {
  /// Creates an object from logs, as Keras's `RemoteMonitor` sends them.
  init(_ logs: Logs) {
    self = .object(logs.map { Member($0.name, JSONValue($0.value)) })
  }

  private init(_ value: LogValue) {
    switch value {
    case .number(let number): self = .number(number)
    case .single(let number): self = .number(Double(number))
    case .integer(let number): self = .integer(number)
    case .text(let text): self = .string(text)
    // An array of one value becomes that value, as with NumPy's `item()`.
    case .list(let values) where values.count == 1: self.init(values[0])
    case .list(let values): self = .array(values.map { JSONValue($0) })
    case .none: self = .null
    }
  }
}
