import Cells
import Testing

@Suite struct NotificationSequenceTests {
  /// A name from a log cannot end the sequence or begin another one.
  @Test func theBytesHoldNoControlCharacters() {
    let text = NotificationSequence.osc777.bytes(title: "a;b", text: "c\u{1B}]0;d\u{7}")
    #expect(text.hasPrefix("\u{1B}]777;notify;a,b;c"))
    let inside = text.unicodeScalars.dropFirst().dropLast()
    #expect(inside.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    #expect(
      NotificationSequence.osc9.bytes(title: "run", text: "loss is NaN")
        == "\u{1B}]9;run: loss is NaN\u{7}")
  }
}
