import JSONText
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-7", "1.5", "1e-05", "1e+16", "\"a\"", "[]", "{}",
    "[1,[2.0,\"x\"],{\"b\":null,\"a\":true}]", "\"quote \\\" slash \\\\ line\\n\"",
  ])
  func whatWasWrittenIsReadBack(text: String) throws {
    #expect(try JSONParser.parse(text).text == text)
  }

  @Test func membersKeepTheirOrder() throws {
    let value = try JSONParser.parse(#"{"z":1,"a":2,"m":3}"#)
    guard case .object(let members) = value else {
      Issue.record("not an object")
      return
    }
    #expect(members.map(\.name) == ["z", "a", "m"])
  }

  @Test func escapesAndSurrogatePairsBecomeTheirCharacters() throws {
    #expect(try JSONParser.parse(#""\u00e9 \ud83d\ude00 \t \/""#) == .string("é 😀 \t /"))
    #expect(try JSONParser.parse(#""\ud83d alone""#) == .string("\u{FFFD} alone"))
  }

  @Test func pythonsLayoutIsThatOfItsJSONModule() {
    let value = JSONValue.object([
      .init("é", .array([.integer(1), .number(0.5), .null])), .init("\u{8}", .string("😀\u{7F}\n")),
    ])
    #expect(
      value.text(layout: .python)
        == #"{"\u00e9": [1, 0.5, null], "\b": "\ud83d\ude00\u007f\n"}"#)
  }

  @Test func numbersThatJSONCannotWriteAreNames() throws {
    #expect(JSONValue.finite(.nan).text == "\"nan\"")
    #expect(JSONValue.finite(-.infinity).double == -.infinity)
    #expect(try JSONParser.parse("[NaN,Infinity,-Infinity]").array?[2].double == -.infinity)
  }

  @Test(arguments: [
    "", "nul", "[1,", "{\"a\"", "{\"a\":}", "{a:1}", "\"open", "\"\\x\"", "\"\\u12\"", "1 2", "--1",
    "1e", "[1 2]", "\"\u{1}\"", "-",
  ])
  func damageIsAnErrorWithItsOffset(text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
  }

  @Test func deepNestingIsRefusedInsteadOfOverflowingTheStack() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
  }

  @Test func everyCutOfALineIsAnErrorOrAValueNeverACrash() {
    let line = Array(
      #"{"event":"step","logs":{"loss":0.25,"é":[1,-2.5e3,null]},"t":"\u00e9\n"}"#.utf8)
    for end in 0..<line.count {
      #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(line[..<end]) }
    }
  }
}
