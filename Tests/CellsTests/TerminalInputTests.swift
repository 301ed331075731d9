import Cells
import Testing

@Suite struct TerminalInputTests {
  /// The keys of bytes that nothing follows.
  private func read(
    _ bytes: [UInt8], _ sequences: KeySequences = KeySequences(), mouse: Bool = false
  ) -> [TerminalEvent] {
    var input = TerminalInput(sequences: sequences, watchesMouse: mouse)
    var events = input.read(bytes)
    while input.patience != nil { events += input.giveUp() }
    return events
  }

  private func read(_ text: String) -> [TerminalEvent] { read(Array(text.utf8)) }

  /// The terminal's answer about frames in one piece is no key.
  @Test(arguments: [("0", false), ("1", true), ("2", true), ("3", false), ("4", false)])
  func theAnswerAboutFramesInOnePiece(setting: String, isAble: Bool) {
    var input = TerminalInput()
    #expect(!input.canSynchronize)
    let bytes = Array("\u{1B}[?2026;\(setting)$y".utf8)
    #expect(bytes.flatMap { input.read([$0]) } == [])
    #expect(input.canSynchronize == isAble)
    #expect(input.read(Array("\u{1B}[?2004;1$yx".utf8)) == [.key(.character("x"))])
  }

  @Test(arguments: [
    ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[1;2C", .shiftRight), ("\u{1B}[Z", .backTab),
    ("\u{1B}[5~", .pageUp), ("\u{1B}[1~", .home), ("\u{1B}OF", .end), ("\u{1B}[3~", .delete),
    ("\u{1B}OP", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[15~", .function(5)),
    ("\u{1B}[24~", .function(12)), ("\u{1B}OM", .enter), ("\r", .enter), ("\t", .tab),
    ("\u{7F}", .backspace), ("\u{3}", .control("c")), ("a", .character("a")),
    ("é", .character("é")), ("🪐", .character("🪐")), ("\u{1B}", .escape), ("\0", .control(" ")),
  ])
  func aKeyIsOneKey(text: String, key: Key) {
    #expect(read(text) == [.key(key)])
    // It stays one key, however slowly its bytes arrive.
    var input = TerminalInput()
    #expect(text.utf8.flatMap { input.read([$0]) } + input.giveUp() == [.key(key)])
  }

  private static let (begin, end) = (Array("\u{1B}[200~".utf8), Array("\u{1B}[201~".utf8))

  @Test func pastedTextIsOneEventAndNoKey() {
    let text = Array("s S\r\ny\u{3}\u{1B}[A q\u{1B}[20é".utf8)
    let bytes = Self.begin + text + Self.end + [0x70]
    let expected = [TerminalEvent.paste("s Sy[A q[20é"), .key(.character("p"))]
    #expect(read(bytes) == expected)
    // The result is the same when the bytes arrive one by one.
    var input = TerminalInput()
    #expect(bytes.flatMap { input.read([$0]) } == expected)
  }

  @Test func aPasteThatNeverEndsIsOverAfterAMoment() {
    var input = TerminalInput()
    #expect(input.read(Self.begin + [0x73, 0x71]) == [])
    #expect(input.patience == .seconds(1))
    #expect(input.giveUp() == [])
    #expect(input.read([0x70]) == [.key(.character("p"))])
  }

  @Test func keysThatArePressedAgainAndAgainIntoSuchAPasteCountAtLast() {
    let start = ContinuousClock.now
    var input = TerminalInput()
    _ = input.read(Self.begin, at: start)
    #expect(input.read([0x70], at: start + .seconds(9)) == [])
    #expect(input.patience == .seconds(1))
    #expect(input.read([0x70], at: start + .seconds(11)) == [])
    // Now the reader gives up between two presses.
    #expect(input.patience == .milliseconds(100))
    #expect(input.giveUp() == [])
    #expect(input.read([0x70], at: start + .seconds(12)) == [.key(.character("p"))])
  }

  @Test func aPasteOfAnyLengthIsSwallowedAndKeepsLittle() {
    var input = TerminalInput()
    #expect(input.read(Self.begin) == [])
    for _ in 0..<300 { #expect(input.read([UInt8](repeating: 0x73, count: 4096)) == []) }
    #expect(input.patience == .milliseconds(100))
    guard case .paste(let text)? = input.read(Self.end).first else {
      Issue.record("the paste has no end")
      return
    }
    #expect(text.utf8.count == 4096)
    #expect(input.read([0x70]) == [.key(.character("p"))])
  }

  @Test(arguments: [
    // Insert, Control and Shift and Alt with arrows, function keys with Shift.
    "1b5b327e", "1b5b313b3541", "1b5b313b3241", "1b5b313b3344", "1b5b31353b327e", "1b5b323b357e",
    "1b1b5b41", "1b4f3541", "1b4f70",
    // Alt with a letter, with one of two bytes, with a bracket.
    "1b73", "1bc3a4", "1b5b", "1b4f", "1b5d",
    // A report of the terminal's state, its cursor, its focus, its colours, its version, of pasted text.
    "1b5b306e", "1b5b32343b38303b52", "1b5b3f36323b63", "1b5b49", "1b5b4f",
    "1b5d31303b7267623a302f302f301b5c", "1b5d31313b737373" + "07", "1b503e7c787465726d1b5c",
    "1b5f47693d313b4f4b1b5c", "1b5b3230307e",
    // The mouse: X10 (its last byte is a key elsewhere), urxvt, SGR.
    "1b5b4d202121", "1b5b4d207373", "1b5b33323b313b314d", "1b5b3c303b313b314d",
    // Half characters, Latin-1, what UTF-8 forbids, eight-bit controls.
    "e4", "c3", "f09f", "80", "ff", "c0af", "eda080", "f4908080", "9b306e", "8f70", "c285",
    // Intermediate bytes; parameters that never end; a control within.
    "1b2842", "1b5b332471", "1b5b3b3b3b3b", "1b5b310a41",
  ])
  func whatMeansNothingIsSwallowedWhole(hex: String) {
    let bytes = stride(from: 0, to: hex.utf8.count, by: 2).compactMap { start in
      UInt8(hex.dropFirst(start).prefix(2), radix: 16)
    }
    #expect(read(bytes) == [])
    // The key after it counts again.
    var input = TerminalInput()
    _ = input.read(bytes)
    while input.patience != nil { #expect(input.giveUp() == []) }
    #expect(input.read([0x70]) == [.key(.character("p"))])
  }

  @Test func aSequenceThatComesInPiecesOverASlowLineIsStillOne() {
    var input = TerminalInput()
    #expect(input.read([0x1B]) == [])
    // By now it looks like the Escape key, but its rest is still not a key.
    #expect(input.giveUp() == [.key(.escape)])
    #expect(input.read(Array("[1;5".utf8)) == [])
    #expect(input.read(Array("D".utf8)) == [])
    #expect(input.patience == nil)
  }

  @Test func escapeIsFollowedByOtherKeys() {
    var input = TerminalInput()
    _ = input.read([0x1B])
    #expect(input.giveUp() == [.key(.escape)])
    #expect(input.read([0x71]) == [.key(.character("q"))])
    #expect(input.read([0x1B, 0x1B]) == [])
    #expect(input.giveUp() == [.key(.escape)])
  }

  @Test func controlCIsReadWhateverHasBegun() {
    for beginning in ["\u{1B}[12", "\u{1B}]0;title", "\u{1B}O", "\u{1B}P"] {
      #expect(read(beginning + "\u{3}") == [.key(.control("c"))])
    }
  }

  @Test func everyByteAloneIsOneKeyOrNone() {
    for byte in UInt8.min...UInt8.max {
      let events = read([byte])
      #expect(events.count == (byte < 0x80 ? 1 : 0), "\(byte)")
    }
  }

  @Test func theMouseIsToldWhereItIsWatched() {
    func read(_ text: String) -> [TerminalEvent] { self.read(Array(text.utf8), mouse: true) }
    #expect(read("\u{1B}[<0;12;5M") == [.mouse(Mouse(.press, column: 11, row: 4))])
    #expect(read("\u{1B}[<0;12;5m") == [])
    #expect(read("\u{1B}[<64;1;1M") == [.mouse(Mouse(.wheelUp, column: 0, row: 0))])
    #expect(read("\u{1B}[M !!") == [.mouse(Mouse(.press, column: 0, row: 0))])
    #expect(read("\u{1B}[<0;12M") == [] && read("\u{1B}[<0;99999999999999999999;1M") == [])
  }

  @Test func twoQuickPressesOnACellAreADoubleClick() {
    var input = TerminalInput(watchesMouse: true)
    let start = ContinuousClock.now
    func isDouble(_ report: String, after milliseconds: Int) -> Bool? {
      let events = input.read(
        Array("\u{1B}[<\(report)".utf8), at: start + .milliseconds(milliseconds))
      guard case .mouse(let mouse)? = events.first else { return nil }
      return mouse.isDouble
    }
    #expect(isDouble("0;12;5M", after: 0) == false)
    #expect(isDouble("0;12;5m", after: 90) == nil)
    #expect(isDouble("0;12;5M", after: 400) == true)
    #expect(isDouble("0;12;5M", after: 500) == false, "a third press begins anew")
    #expect(isDouble("0;12;5M", after: 901) == false, "too late")
    #expect(isDouble("0;13;5M", after: 950) == false, "another cell")
    #expect(isDouble("64;13;5M", after: 960) == false, "the wheel")
    #expect(isDouble("0;13;5M", after: 970) == false)
    #expect(isDouble("2;13;5M", after: 980) == false, "another button")
    #expect(isDouble("2;13;5M", after: 990) == false)
  }

  @Test func theTerminalsOwnDescriptionComesFirst() {
    var sequences = KeySequences()
    sequences.add(Array("\u{1B}[M".utf8), as: .function(1))
    sequences.add(Array("\u{1B}[3$".utf8), as: nil)
    sequences.add(Array("\u{1B}A".utf8), as: .up)
    #expect(read(Array("\u{1B}[M".utf8), sequences) == [.key(.function(1))])
    #expect(
      read(Array("\u{1B}[3$p\u{1B}A".utf8), sequences) == [.key(.character("p")), .key(.up)])
  }
}
