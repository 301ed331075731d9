/// A parser of the bytes that a terminal sends for keys, the mouse and pasted text.
///
/// An unknown byte, character or sequence is swallowed whole, up to its final byte, so that no part of it counts as a
/// key. Bytes may arrive in pieces of any size; incomplete input waits for the rest. A lone `ESC` may be the Escape key
/// or the start of a sequence. Only time tells which, so the caller must call `giveUp` when `patience` has passed
/// without a byte.
///
/// The grammar is that of ECMA-48 with the additions of terminals: X10 mouse reports, the Linux console's function
/// keys, modifiers in `ESC O`, Alt as a leading `ESC`.
public struct TerminalInput: Sendable {
  private enum State: Equatable {
    case ground
    /// After `ESC`.
    case escape
    /// After an `ESC` that was reported as the Escape key; on a slow line the rest of a sequence may still follow.
    case lateEscape
    /// After `ESC` and an intermediate byte.
    case twoPart
    /// After `ESC [`.
    case control
    /// After `ESC [ [`.
    case console
    /// In an X10 mouse report.
    case oldMouse
    /// After `ESC O`.
    case single
    /// In a string that the terminal sends: OSC, DCS, APC, PM or SOS.
    case string
    /// After `ESC` in one.
    case stringEscape
    /// In pasted text.
    case paste
    /// In a character of several bytes, of which this many are missing.
    case character(Int)
  }

  private let sequences: KeySequences
  private let watchesMouse: Bool
  /// True once the terminal has said that it can show a frame in one piece (mode 2026).
  public private(set) var canSynchronize = false
  private var state = State.ground
  private var paste: PastedText?
  /// The time at which the current bytes arrived.
  private var now = ContinuousClock.now
  /// The bytes of the incomplete sequence or character; of a string those that fit.
  private var seen: [UInt8] = []
  /// True when Alt precedes the character or sequence; such keys are unused.
  private var isAlternative = false

  /// The last use of the mouse, if a second press may make a double click of it, and its time.
  private var firstPress: (mouse: Mouse, time: ContinuousClock.Instant)?

  /// The longest time from the first press of a double click to the second.
  private static let doubleClick = Duration.milliseconds(400)
  /// The number of bytes kept of a sequence; no key has more.
  private static let limit = 64

  /// Creates a parser.
  ///
  /// - Parameters:
  ///   - sequences: the keys of this terminal in addition to those of the xterm family.
  ///   - watchesMouse: True to report mouse events; otherwise they are swallowed.
  public init(sequences: KeySequences = KeySequences(), watchesMouse: Bool = false) {
    self.sequences = sequences
    self.watchesMouse = watchesMouse
  }

  /// The time to wait for the rest of incomplete input; nil when nothing is incomplete.
  public var patience: Duration? {
    switch state {
    case .ground: nil
    case .escape: .milliseconds(25)
    case .paste: paste?.patience
    default: .milliseconds(500)
    }
  }

  /// Parses bytes.
  ///
  /// - Parameters:
  ///   - bytes: the next bytes from the terminal.
  ///   - now: the time at which they arrived.
  /// - Returns: the complete keys, mouse events and pasted texts, in order.
  public mutating func read(
    _ bytes: some Sequence<UInt8>, at now: ContinuousClock.Instant = .now
  ) -> [TerminalEvent] {
    self.now = now
    paste?.updatePatience(at: now)
    var events: [TerminalEvent] = []
    for byte in bytes { read(byte, into: &events) }
    return events
  }

  /// Discards incomplete input after `patience` has passed without a byte.
  ///
  /// - Returns: the Escape key if the input was a lone `ESC`; otherwise nothing.
  public mutating func giveUp() -> [TerminalEvent] {
    let wasEscape = state == .escape
    reset(to: wasEscape ? .lateEscape : .ground)
    return wasEscape ? [.key(.escape)] : []
  }

  private mutating func reset(to state: State = .ground) {
    self.state = state
    paste = nil
    seen.removeAll(keepingCapacity: true)
    isAlternative = false
  }

  private mutating func read(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch state {
    case .ground: begin(byte, into: &events)
    case .lateEscape:
      reset()
      // People seldom press one of these so soon after Escape.
      if "[]OP_^".utf8.contains(byte) {
        seen = [0x1B]
        afterEscape(byte)
      } else {
        begin(byte, into: &events)
      }
    case .character(let missing): go(on: byte, missing, into: &events)
    case .string: inString(byte, into: &events)
    case .paste: inPaste(byte, into: &events)
    case .stringEscape:
      // ST ends the string; any other byte breaks it off and begins something new.
      if byte == UInt8(ascii: "\\") { report(seen, into: &events) }
      reset()
      if byte != UInt8(ascii: "\\") {
        seen = [0x1B]
        state = .escape
        read(byte, into: &events)
      }
    case .escape, .twoPart, .control, .console, .oldMouse, .single:
      inSequence(byte, into: &events)
    }
  }

  /// A byte on its own, or the first of several.
  private mutating func begin(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case 0x1B:
      seen = [byte]
      state = .escape
    case ..<0x80:
      if let key = Key(ascii: byte) { events.append(.key(key)) }
    case 0xC2..<0xE0: beginCharacter(byte, missing: 1)
    case 0xE0..<0xF0: beginCharacter(byte, missing: 2)
    case 0xF0..<0xF5: beginCharacter(byte, missing: 3)
    // An eight-bit control character: the same as ESC and a letter.
    case 0x8F, 0x90, 0x98, 0x9B, 0x9D...0x9F:
      seen = [0x1B]
      afterEscape(byte - 0x40)
    // Not the first byte of any character.
    default: break
    }
  }

  // MARK: Characters

  private mutating func beginCharacter(_ byte: UInt8, missing: Int) {
    seen = [byte]
    state = .character(missing)
  }

  private mutating func go(on byte: UInt8, _ missing: Int, into events: inout [TerminalEvent]) {
    guard byte & 0xC0 == 0x80 else {
      // Half a character, or a letter of Latin-1.
      reset()
      return begin(byte, into: &events)
    }
    seen.append(byte)
    if missing > 1 {
      state = .character(missing - 1)
      return
    }
    if !isAlternative, let text = String(validating: seen, as: UTF8.self),
      let scalar = text.unicodeScalars.first, scalar.value >= 0xA0
    {
      events.append(.key(.character(scalar)))
    }
    reset()
  }

  // MARK: Sequences

  private mutating func inSequence(_ byte: UInt8, into events: inout [TerminalEvent]) {
    if state != .oldMouse {
      // Ctrl-C always counts, even within a sequence.
      if byte == 0x03 || byte == 0x1B, state != .escape {
        reset()
        return begin(byte, into: &events)
      }
    }
    if seen.count < Self.limit { seen.append(byte) }
    if state != .oldMouse, let meaning = sequences[seen] {
      if sequences.continues(seen) { return }
      if let key = meaning.key { events.append(.key(key)) }
      return reset()
    }
    switch state {
    case .escape:
      seen.removeLast()
      afterEscape(byte)
    case .twoPart: if !(0x20..<0x30).contains(byte) { reset() }
    case .control: inControl(byte, into: &events)
    case .console:
      if !isAlternative, (0x41...0x45).contains(byte) {
        events.append(.key(.function(Int(byte) - 0x40)))
      }
      reset()
    case .oldMouse:
      guard seen.count == 6 else { return }
      report(
        Mouse(button: Int(seen[3]) - 32, Int(seen[4]) - 33, Int(seen[5]) - 33, isPress: true),
        into: &events)
      reset()
    case .single:
      // A modifier may stand before the letter.
      if (0x30..<0x3A).contains(byte) || byte == 0x3B { return }
      if !isAlternative, let key = Key(single: seen.dropFirst(2)) { events.append(.key(key)) }
      reset()
    case .ground, .lateEscape, .string, .stringEscape, .character, .paste: break
    }
  }

  private mutating func afterEscape(_ byte: UInt8) {
    seen.append(byte)
    switch byte {
    case 0x1B:
      // Alt before a sequence, or Escape pressed twice, which `giveUp` reports.
      seen = [byte]
      isAlternative = true
      state = .escape
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "O"), UInt8(ascii: "N"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string
    case 0x20..<0x30: state = .twoPart
    case 0xC2..<0xF5:
      isAlternative = true
      beginCharacter(byte, missing: byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3)
    // Alt with a key.
    default: reset()
    }
  }

  private mutating func inControl(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case UInt8(ascii: "[") where seen.count == 3: state = .console
    case UInt8(ascii: "M") where seen.count == 3: state = .oldMouse
    case 0x40..<0x7F:
      let body = seen.dropFirst(2)
      if body.elementsEqual("200~".utf8) {
        reset(to: .paste)
        paste = PastedText(at: now)
        return
      }
      if byte == UInt8(ascii: "y") {
        // 1 and 2: the mode is on or off; 0 and 4: unknown or not available.
        canSynchronize = ["?2026;1$y", "?2026;2$y"].contains { body.elementsEqual($0.utf8) }
      } else if body.first == UInt8(ascii: "<") {
        report(Mouse(report: body), into: &events)
      } else if !isAlternative, let key = Key(control: body) {
        events.append(.key(key))
      }
      reset()
    // Parameters and intermediate bytes; bytes that do not belong here are ignored.
    default: break
    }
  }

  private mutating func inString(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case 0x1B: state = .stringEscape
    // BEL ends a string in xterm; CAN and SUB break it off.
    case 0x07:
      report(seen, into: &events)
      reset()
    case 0x18, 0x1A: reset()
    case 0x03:
      reset()
      begin(byte, into: &events)
    default: if seen.count < Self.limit { seen.append(byte) }
    }
  }

  /// Reports the colour that a string names; other strings are swallowed.
  private func report(_ string: [UInt8], into events: inout [TerminalEvent]) {
    if let color = Color(backgroundReport: string) { events.append(.background(color)) }
  }

  private mutating func inPaste(_ byte: UInt8, into events: inout [TerminalEvent]) {
    guard paste?.append(byte) == true, let text = paste?.text else { return }
    events.append(.paste(text))
    reset()
  }

  private mutating func report(_ mouse: Mouse?, into events: inout [TerminalEvent]) {
    guard watchesMouse, var mouse else { return }
    if let first = firstPress, first.mouse == mouse, now - first.time <= Self.doubleClick {
      mouse.isDouble = true
    }
    firstPress = mouse.action == .press && !mouse.isDouble ? (mouse, now) : nil
    events.append(.mouse(mouse))
  }
}
