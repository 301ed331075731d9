import ArgumentParser
import BareFoundation
import RunModel

/// The reason why a command line is wrong, in one line, with what was probably meant.
struct UsageError {
  /// The line, without the name of the program.
  let sentence: String

  /// Rewrites an error of the parser.
  ///
  /// - Parameter arguments: The command line without the program.
  init(_ error: any Error, arguments: [String]) {
    let names =
      Plateau.configuration.subcommands.filter { $0.configuration.shouldDisplay }
      .map { $0._commandName } + ["help"]
    let first = arguments.first ?? ""
    if !first.isEmpty, !first.hasPrefix("-"), !names.contains(first) {
      sentence = Self.unknownCommand(first, names)
      return
    }
    // Long messages have several lines, such as a list of allowed values.
    let lines = Plateau.message(for: error).split(separator: "\n").map {
      $0.trimming { $0.isWhitespace }
    }
    var text = lines.joined(separator: " ")
    if text.hasPrefix("Error: ") { text.removeFirst("Error: ".count) }
    // Our own sentence about a value needs no introduction.
    if text.hasPrefix("The value '"), let own = text.firstRange(of: ">': ") {
      text.removeSubrange(..<own.upperBound)
    }
    for (long, short) in [
      (". Did you mean", "; did you mean"), (". Please provide one of", "; it is one of"),
    ] {
      text = text.replacing(long, with: short)
    }
    while text.last == "." { text.removeLast() }
    text = text.beginningLower
    text = Self.naming(text, command: first)
    text += Self.advice(on: text, arguments)
    let help = names.contains(first) ? "plateau \(first) --help" : "plateau --help"
    // Our own sentences and suggestions say what to do.
    let isBare = ["missing expected", "missing value", "unknown option", "unexpected argument"]
      .contains { text.hasPrefix($0) && !text.hasSuffix("?") && !text.contains("; ") }
    sentence = isBare ? "\(text); see \(help)" : text
  }

  /// A complete command line for each command that needs more than its name.
  private static let examples = [
    "train": "plateau train recipe.yaml", "tell": "plateau tell pause",
    "replay": "plateau replay runs/NAME", "inspect": "plateau inspect runs/NAME",
    "simulate": "plateau simulate runs/NAME --callbacks chain.yaml",
    "export": "plateau export runs/NAME --to csv",
    "evaluate":
      "plateau evaluate --protocol coco --ground-truth truth.json --detections found.json",
  ]

  /// Names a missing argument with an example:
  /// `--to is missing; for example plateau export runs/NAME --to csv`.
  private static func naming(_ text: String, command: String) -> String {
    let start = "missing expected argument '"
    guard text.hasPrefix(start), let example = examples[command] else { return text }
    let what = text.dropFirst(start.count).prefix { $0 != "'" && $0 != " " }
    let name =
      what.hasPrefix("-")
      ? String(what) : what.trimming { "<>. ".contains($0) }.uppercased()
    return "\(name) is missing; for example \(example)"
  }

  /// The way to write a value that begins like an option: `; write --option=--time=1:00:00`.
  private static func advice(on text: String, _ arguments: [String]) -> String {
    let start = "missing value for '"
    guard text.hasPrefix(start) else { return "" }
    let option = String(text.dropFirst(start.count).prefix { $0 != "'" && $0 != " " })
    guard let index = arguments.firstIndex(of: option), index + 1 < arguments.count,
      arguments[index + 1].hasPrefix("-"), arguments[index + 1] != "--"
    else { return "" }
    return "; if \(arguments[index + 1]) is the value, write \(option)=\(arguments[index + 1])"
  }

  private static func unknownCommand(_ word: String, _ names: [String]) -> String {
    if let near = word.nearest(in: names) {
      return "no command is called \(word); did you mean plateau \(near)?"
    }
    if FileManager.default.fileExists(atPath: word) {
      let isRecipe = word.hasSuffix(".yaml") || word.hasSuffix(".yml")
      return
        "no command is called \(word); did you mean plateau \(isRecipe ? "train" : "watch") \(word)?"
    }
    return "no command is called \(word); plateau --help lists them"
  }
}

extension String {
  /// The text with a small first letter, as sentences after a colon begin; a first word of capitals,
  /// such as a name, stays.
  fileprivate var beginningLower: String {
    let isName = prefix { $0.isLetter }.dropFirst().contains(where: \.isUppercase)
    return isName ? self : prefix(1).lowercased() + dropFirst()
  }
}

extension Substring {
  /// The text without the characters at both ends that fulfil a condition.
  fileprivate func trimming(_ condition: (Character) -> Bool) -> String {
    var rest = drop(while: condition)
    while let last = rest.last, condition(last) { rest.removeLast() }
    return String(rest)
  }
}
