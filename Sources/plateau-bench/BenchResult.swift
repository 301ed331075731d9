import ArgumentParser
import Foundation

/// The results of a benchmark, in the order of the table.
struct BenchResult {
  /// A measured value.
  enum Value {
    case text(String)
    case integer(Int)
    case number(Double, decimals: Int)
    case yes(Bool)

    /// The value as in a table.
    var text: String {
      switch self {
      case .text(let text): text
      case .integer(let value): "\(value)"
      case .number(let value, let decimals): rounded(value, decimals)
      case .yes(let value): value ? "yes" : "no"
      }
    }

    /// The value as JSON.
    ///
    /// No value needs escaping; values that are not finite are null.
    var json: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .integer(let value): "\(value)"
      case .number(let value, let decimals): value.isFinite ? rounded(value, decimals) : "null"
      case .yes(let value): "\(value)"
      }
    }
  }

  /// The format of the results.
  struct Format: ParsableArguments {
    @Flag(help: "Print one JSON object instead of a table.")
    var json = false
  }

  /// The name and value of each field; the names are those of the peers' programs.
  var fields: [(name: String, value: Value)]

  init(_ fields: [(name: String, value: Value)]) {
    self.fields = fields
  }

  /// Prints the value.
  func print(_ format: Format) {
    if format.json {
      Swift.print(
        "{" + fields.map { "\"\($0.name)\": \($0.value.json)" }.joined(separator: ", ") + "}")
    } else {
      let width = fields.map(\.name.count).max() ?? 0
      for (name, value) in fields {
        Swift.print(name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value.text)
      }
    }
    // A comparison takes minutes, so its progress must show in a pipe, too.
    fflush(nil)
  }
}

/// A number with a fixed number of decimals.
func rounded(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
