import ArgumentParser
import Foundation

/// What a benchmark measured, in the order in which it is shown.
struct BenchResult {
  /// A measured value.
  enum Value {
    case text(String)
    case integer(Int)
    case number(Double, decimals: Int)
    case yes(Bool)

    /// As it stands in a table.
    var text: String {
      switch self {
      case .text(let text): text
      case .integer(let value): "\(value)"
      case .number(let value, let decimals): rounded(value, decimals)
      case .yes(let value): value ? "yes" : "no"
      }
    }

    /// As it stands in JSON; nothing that is measured needs escaping, and what is not finite is null.
    var json: String {
      switch self {
      case .text(let text): "\"\(text)\""
      case .integer(let value): "\(value)"
      case .number(let value, let decimals): value.isFinite ? rounded(value, decimals) : "null"
      case .yes(let value): "\(value)"
      }
    }
  }

  /// How results are printed.
  struct Format: ParsableArguments {
    @Flag(help: "One JSON object in place of a table.")
    var json = false
  }

  /// Name and value of each field; the names are those of the peers' programs.
  var fields: [(name: String, value: Value)]

  init(_ fields: [(name: String, value: Value)]) {
    self.fields = fields
  }

  /// Prints it.
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
    // A comparison takes minutes; what is done shows in a pipe, too.
    fflush(nil)
  }
}

/// A number with so many decimals.
func rounded(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
