/// A control sequence that asks a terminal to show a notification on the desktop.
public enum NotificationSequence: String, Equatable, Sendable, CaseIterable {
  /// OSC 9, which iTerm2, kitty, WezTerm and Windows Terminal know.
  case osc9
  /// OSC 777, which urxvt, foot, Ghostty and VTE know.
  case osc777

  /// The bytes of a notification.
  ///
  /// - Parameters:
  ///   - title: A few words; OSC 9 has no title, so they precede the text.
  ///   - text: A sentence.
  public func bytes(title: String, text: String) -> String {
    // A semicolon would end the title.
    let title = title.sanitized.replacing(";", with: ",")
    let text = text.sanitized
    return switch self {
    case .osc9: "\u{1B}]9;\(title): \(text)\u{7}"
    case .osc777: "\u{1B}]777;notify;\(title);\(text)\u{7}"
    }
  }
}
