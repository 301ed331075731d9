internal import Alarms
internal import Cells
internal import YAMLText

extension ConfigurationEntry {
  /// The settings of alarms.
  static let alarms = [
    ConfigurationEntry(
      "nan", in: "alarms", value: "on", "A loss or metric that is not a number: on or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.isNotFiniteReported = try flag(node)
    },
    ConfigurationEntry(
      "divergence", in: "alarms", value: "3",
      "The multiple of its best value at which a loss diverges, or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.divergence = try limit(node, 1.01...1e9, "a number above 1, or off")
    },
    ConfigurationEntry(
      "silence", in: "alarms", value: "5",
      "The multiple of the longest usual wait after which a run is silent, or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.silence = try limit(node, 1...1e6, "a number from 1, or off")
    },
    ConfigurationEntry(
      "slowdown", in: "alarms", value: "0.3",
      "The part of its usual speed that a run may lose, or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.slowdown = try limit(node, 0.01...0.99, "a number from 0.01 to 0.99, or off")
    },
    ConfigurationEntry(
      "overfitting", in: "alarms", value: "5",
      "The epochs over which the validation loss rises while the training loss falls, or off."
    ) { node, _, settings throws(Refusal) in
      let form = "a whole number from 2, or off"
      if node.bool != false, node.int == nil { throw Refusal(form) }
      settings.alarms.overfitting = try limit(node, 2...10_000, form).map { Int($0) }
    },
    ConfigurationEntry(
      "disk", in: "alarms", value: "1",
      "The gigabytes left on the disk of the run below which it is nearly full, or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.disk = try limit(node, 0...1e6, "a number of gigabytes, or off")
    },
    ConfigurationEntry(
      "heat", in: "alarms", value: "90",
      "The temperature of a GPU in °C from which it is too hot, or off."
    ) { node, _, settings throws(Refusal) in
      settings.alarms.heat = try limit(node, 30...150, "a temperature from 30 to 150, or off")
    },
    ConfigurationEntry(
      "bell", in: "alarms", value: "off", "Ring the terminal's bell: on or off."
    ) { node, _, settings throws(Refusal) in settings.alarms.ringsBell = try flag(node) },
    ConfigurationEntry(
      "notify", in: "alarms", value: "off",
      "Show a notification by the terminal: osc9 (iTerm2, kitty, WezTerm, Windows Terminal),",
      "osc777 (foot, Ghostty, VTE, urxvt), or off."
    ) { node, _, settings throws(Refusal) in
      let sequence = node.string.flatMap(NotificationSequence.init(rawValue:))
      guard sequence != nil || node.bool == false else { throw Refusal("osc9, osc777 or off") }
      settings.alarms.notification = sequence
    },
    ConfigurationEntry(
      "command", in: "alarms", value: "off",
      "A command of the shell, or off. It finds PLATEAU_ALARM (nan, divergence, silence, slowdown,",
      "overfitting, disk, heat), PLATEAU_ALARM_TEXT and PLATEAU_RUN in its environment."
    ) { node, _, settings throws(Refusal) in
      guard let command = node.string, !command.isEmpty else { throw Refusal("a command, or off") }
      settings.alarms.command = node.bool == false ? nil : command
    },
  ]

  /// A limit within a range; nil for `off`.
  private static func limit(
    _ node: YAMLNode, _ range: ClosedRange<Double>, _ form: String
  ) throws(Refusal) -> Double? {
    node.bool == false ? nil : try number(node, range, form)
  }
}
