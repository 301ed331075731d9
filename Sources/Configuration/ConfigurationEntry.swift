internal import RunModel
internal import YAMLText

/// A setting of `config.yaml`: its name, its default and its reader.
struct ConfigurationEntry: Sendable {
  /// The reason why a value cannot be read: the setting takes something else.
  struct Refusal: Error {
    /// The form of the value, such as `a number from 0 to 0.999`.
    let form: String

    init(_ form: String) { self.form = form }
  }

  typealias Read =
    @Sendable (YAMLNode, ConfigurationNames, inout ScreenConfiguration) throws(Refusal) -> Void

  /// The section that it belongs to; nil for the top of the file.
  let section: String?
  /// The name.
  let name: String
  /// The default as YAML.
  let value: String
  /// Sentences about the setting, a line each.
  let comment: [String]
  /// The reader of a value.
  let read: Read

  init(
    _ name: String, in section: String? = nil, value: String, _ comment: String...,
    read: @escaping Read
  ) {
    self.section = section
    self.name = name
    self.value = value
    self.comment = comment
    self.read = read
  }
}

extension ConfigurationEntry {
  /// All settings but the keys, in the order of the file.
  static let all = themes + charts + layout + alarms

  private static let themes = [
    ConfigurationEntry(
      "theme", value: "auto",
      "A theme of plateau themes. auto takes the light or the dark one below, by the background",
      "of the terminal."
    ) { node, names, settings throws(Refusal) in
      settings.theme = node.string == "auto" ? nil : try theme(node, names, or: "auto or ")
    },
    ConfigurationEntry("dark-theme", value: "plateau") { node, names, settings throws(Refusal) in
      settings.darkTheme = try theme(node, names)
    },
    ConfigurationEntry("light-theme", value: "paper") { node, names, settings throws(Refusal) in
      settings.lightTheme = try theme(node, names)
    },
  ]

  private static let charts = [
    ConfigurationEntry(
      "smoothing", in: "charts", value: "off",
      "The weight of the past in smoothed curves, from 0 to 0.999, or off."
    ) { node, _, settings throws(Refusal) in
      if node.bool == false {
        settings.view.smoothing = nil
        return
      }
      settings.view.smoothing = try number(node, 0...0.999, "a number from 0 to 0.999, or off")
    },
    ConfigurationEntry(
      "log-loss", in: "charts", value: "on", "A logarithmic axis for the loss: on or off."
    ) { node, _, settings throws(Refusal) in settings.view.isLossLogarithmic = try flag(node) },
    ConfigurationEntry(
      "axis", in: "charts", value: "auto",
      "The horizontal axis: epoch, step, time or wall. auto is the usual one of the log."
    ) { node, _, settings throws(Refusal) in
      if node.string == "auto" {
        settings.view.axis = nil
      } else if let axis = node.string.flatMap(RunAxis.init(rawValue:)) {
        settings.view.axis = axis
      } else {
        throw Refusal("auto, epoch, step, time or wall")
      }
    },
    ConfigurationEntry(
      "log-axis", in: "charts", value: "off", "A logarithmic horizontal axis: on or off."
    ) { node, _, settings throws(Refusal) in settings.view.isAxisLogarithmic = try flag(node) },
    ConfigurationEntry(
      "metric", in: "charts", value: "auto",
      "The metric to begin with, such as val/mAP. auto is the one that the callbacks watch."
    ) { node, _, settings throws(Refusal) in
      guard let name = node.string, !name.isEmpty else { throw Refusal("auto or a name") }
      settings.view.metric = name == "auto" ? nil : name
    },
  ]

  // MARK: Values

  private static func theme(
    _ node: YAMLNode, _ names: ConfigurationNames, or other: String = ""
  ) throws(Refusal) -> String {
    guard let name = node.string, names.themes.contains(name) else {
      let near = node.string?.nearest(in: names.themes).map { "; did you mean \($0)?" }
      throw Refusal("\(other)the name of a theme\(near ?? "; plateau themes lists them")")
    }
    return name
  }

  static func flag(_ node: YAMLNode) throws(Refusal) -> Bool {
    guard let value = node.bool else { throw Refusal("on or off") }
    return value
  }

  static func number(
    _ node: YAMLNode, _ range: ClosedRange<Double>, _ form: String
  ) throws(Refusal) -> Double {
    guard let value = node.float, range.contains(value) else { throw Refusal(form) }
    return value
  }
}
