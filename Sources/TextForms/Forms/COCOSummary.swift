internal import CurveStore

/// The lines of pycocotools' summary, whose names are sentences with numbers.
///
/// `Average Precision  (AP) @[ IoU=0.50 | area=   all | maxDets=100 ] = 0.577` is the AP50. The short
/// names are those of COCO's detection challenge.
enum COCOSummary {
  /// Gives the last number of such a line its short name; other lines stay as they are.
  static func name(_ layout: inout FormLayout, _ line: [UInt8]) {
    let text = String(decoding: line, as: UTF8.self)
    guard text.contains("IoU="), text.contains("area="), let last = layout.slots.indices.last,
      let name = name(text)
    else { return }
    for index in layout.slots.indices { layout.slots[index].use = .ignored(.text) }
    layout.slots[last].use = .measure
    layout.slots[last].name = name
    layout.slots[last].split = .validation
    layout.slots[last].isJoined = true
    layout.slots[last].isFollowedByWords = false
  }

  private static func name(_ text: String) -> String? {
    let letters = text.contains("(AP)") ? "AP" : text.contains("(AR)") ? "AR" : ""
    guard !letters.isEmpty, let area = field("area=", text) else { return nil }
    switch area {
    case "small", "medium", "large": return letters + area.prefix(1)
    case "all": break
    default: return nil
    }
    if letters == "AR" { return letters + (field("maxDets=", text) ?? "") }
    guard let overlap = field("IoU=", text) else { return nil }
    let percent = overlap.contains(":") ? nil : Double(overlap).map { Int(($0 * 100).rounded()) }
    return letters + (percent.map(String.init) ?? "")
  }

  /// The word after a name, without the blanks before it.
  private static func field(_ name: String, _ text: String) -> String? {
    guard let start = text.firstRange(of: name)?.upperBound else { return nil }
    let rest = text[start...].drop { $0 == " " }
    return String(rest.prefix { $0 != " " && $0 != "|" && $0 != "]" })
  }
}
