import Dashboard
import RunModel

/// The manual page: the commands as their parser knows them, and the keys of the key table.
struct ManualPage {
  /// The page in roff with the macros of `man`.
  let text: String

  /// Writes the page of a program.
  init(_ program: CommandDescription, version: String) {
    var page = RoffText()
    page.request("TH", program.name.uppercased(), "1", "", "\(program.name) \(version)")
    page.request("SH", "NAME")
    page.line("\(program.name) - \(Self.phrase(program.abstract))")
    page.request("SH", "SYNOPSIS")
    page.bold(program.name)
    page.line("<command> [<option> ...] [<argument> ...]")
    page.request("SH", "DESCRIPTION")
    page.paragraphs(Self.description)
    page.request("SH", "COMMANDS")
    for command in program.subcommands where command.name != "help" {
      Self.add(command, of: program.name, to: &page)
    }
    page.request("SH", "KEYS")
    page.paragraphs("In the dashboard. The key ? lists those that work at the moment.")
    for key in KeyTable.bindings where !key.help.isEmpty { page.item(key.label, key.help) }
    page.request("SH", "COMMANDS OF A RUN")
    page.paragraphs("For plateau tell, and behind the key : in the dashboard.")
    for (words, effect) in CommandWords.usage { page.item(words, effect) }
    page.request("SH", "FILES")
    for (path, meaning) in Self.files { page.item(path, meaning) }
    page.request("SH", "ENVIRONMENT")
    for (name, meaning) in Self.variables { page.item(name, meaning) }
    page.request("SH", "EXIT STATUS")
    for (code, meaning) in Self.codes { page.item(code, meaning) }
    text = page.text
  }

  private static func add(
    _ command: CommandDescription, of program: String, to page: inout RoffText
  ) {
    page.request("SS", "\(program) \(command.name)")
    page.paragraphs(command.abstract)
    let arguments = command.arguments.filter { !["--help", "--version"].contains($0.names.last) }
    if !arguments.isEmpty {
      page.request("PP")
      page.bold("\(program) \(command.name)")
      page.line(arguments.map(\.synopsis).joined(separator: " "))
    }
    page.paragraphs(command.discussion)
    for argument in arguments {
      let value = argument.value.map { "<\($0)>" }
      let label = argument.names.joined(separator: ", ")
      page.item(
        ([label, value ?? ""].filter { !$0.isEmpty }).joined(separator: " "), argument.abstract)
    }
    for inner in command.subcommands { add(inner, of: "\(program) \(command.name)", to: &page) }
  }

  /// A sentence as the words behind a name: not capitalized, without its full stop.
  private static func phrase(_ text: String) -> String {
    let rest = text.dropFirst()
    return text.prefix(1).lowercased() + (rest.hasSuffix(".") ? rest.dropLast() : rest)
  }

  private static let description = """
    Plateau trains networks of its own from a recipe, runs the training script that you have, and opens the logs of \
    other tools. All are shown on one screen: curves, callbacks with their counters, and events. The settings of \
    callbacks can be changed while the training continues.

      plateau train samples/shapes-ssd.yaml
      plateau run -- python train.py
      plateau replay results.csv

    Without a command, plateau lists the runs in the folder runs, or says how to begin.
    """

  private static let files = [
    ("runs/DATE-NAME", "The folder of a run; --run names another."),
    ("events.jsonl, commands.jsonl", "In it: everything that happened, and the commands sent."),
    ("output.log, command.json, exit.json", "What a script printed, its command, and its end."),
    ("~/.config/plateau/themes", "Your own themes, base16 or base24 schemes."),
    ("~/.config/plateau/forms.yaml", "The forms of console lines that you always want."),
    ("~/.cache/plateau", "The Python client that plateau run gives to scripts."),
  ]

  private static let variables = [
    ("PLATEAU_RUN", "The run's folder, for scripts; empty, nothing joins."),
    ("NO_COLOR", "No colours; curves have patterns instead."),
    ("COLORFGBG", "The colours of a terminal that does not tell its background."),
    ("COLORTERM", "truecolor or 24bit announce 24-bit colours."),
    ("XDG_CONFIG_HOME, XDG_CACHE_HOME", "Used in place of ~/.config and ~/.cache."),
  ]

  private static let codes = [
    ("0", "The training ended, or was stopped by a person or a callback."),
    ("1", "It failed, or a log cannot be read."),
    ("2", "Wrong usage: options, a recipe, or a chain of callbacks."),
    ("128 + n", "Signal n ended it. plateau run returns the code of its script."),
  ]
}
