import Testing
import YAMLText

@Suite struct YAMLTextTests {
  private func parse(_ yaml: String) throws -> YAMLNode { try #require(try YAMLNode.parse(yaml)) }

  @Test func valuesKeepTheirOrderAndTheirLines() throws {
    let node = try parse("b: 1\na:\n  - x\n  - {c: 'y', d: \"z\"}\n")
    let pairs = try #require(node.mapping)
    #expect(pairs.map { $0.key.string } == ["b", "a"])
    #expect(node["b"]?.int == 1 && node["b"]?.line == 1)
    let list = try #require(node["a"]?.sequence)
    #expect(list.map(\.line) == [3, 4])
    #expect(list[1]["c"]?.string == "y" && list[1]["d"]?.scalar?.style == .doubleQuoted)
    #expect(try YAMLNode.parse("") == nil && YAMLNode.parse("# nothing\n") == nil)
  }

  @Test(arguments: [
    ("12", 12), ("-3", -3), ("+4", 4), ("1_000", 1000), ("0x1F", 31), ("0b11", 3), ("0o17", 15),
    ("010", 8), ("0", 0), ("1.5", nil), ("'12'", nil), ("x", nil), ("!!str 12", nil), ("1 2", nil),
    ("--1", nil),
  ])
  func plainTextStandsForWholeNumbers(text: String, value: Int?) throws {
    #expect(try parse(text).int == value)
  }

  @Test(arguments: [
    ("1e-3", 1e-3), ("1_000.5", 1000.5), (".inf", .infinity), ("-.INF", -.infinity), ("7", 7),
    ("'7'", nil), ("x", nil),
  ])
  func plainTextStandsForNumbers(text: String, value: Double?) throws {
    #expect(try parse(text).float == value)
    #expect(try parse(".nan").float?.isNaN == true)
  }

  @Test func plainTextStandsForSwitchesAndNull() throws {
    for (text, value) in [
      ("yes", true), ("False", false), ("on", true), ("\"on\"", nil), ("1", nil),
    ] {
      #expect(try parse(text).bool == value, "\(text)")
    }
    let node = try parse("a:\nb: ~\nc: Null\nd: ''\ne: nothing")
    #expect(
      ["a", "b", "c", "d", "e"].map { node[$0]?.isNull } == [true, true, true, false, false])
  }

  @Test func anAliasIsTheValueOfItsAnchor() throws {
    let node = try parse("a: &x {n: 1}\nb: *x\n")
    #expect(node["b"]?["n"]?.int == 1)
  }

  @Test(arguments: [
    ("a: [1", "line 2, column 1"), ("a: 1\na: 2", "line 2, column 1: the key a is there twice"),
    ("a: 1\n---\nb: 2", "line 2, column 1: a second document begins"),
    (
      "a: *x",
      "line 1, column 4: there is no anchor x; a text that begins with * needs quotation marks"
    ), ("a: \u{1}", "control characters"),
    (String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000), "too deeply"),
  ])
  func whatIsNotYAMLHasAReasonAndAPlace(yaml: String, words: String) {
    #expect {
      try YAMLNode.parse(yaml)
    } throws: { "\($0)".contains(words) }
  }

  /// libyaml says "did not find expected key", and at times far below the fault.
  @Test(arguments: [
    (
      "a: 1\n b: 2\n", "line 2, column 3: no key can stand here: the line above has a value already"
    ),
    ("a: b: c\n", "line 1, column 5: a second \": \" in one line"),
    ("a: [1, 2\nb: 3\n", "line 2, column 2: the [ of line 1 has no ], or a comma is missing"),
    ("a: {x: 1\nb: 3\n", "line 2, column 2: the { of line 1 has no }, or a comma is missing"),
    ("a: \"abc\nb: 3\n", "line 1, column 4: this quotation mark is not closed"),
    ("a: 'abc\nb: 3\n", "line 1, column 4: this quotation mark is not closed"),
    ("a: 1\n\tb: 2\n", "line 2, column 1: a tab indents this line; only spaces may"),
    ("a:\n\tb: 2\n", "line 2, column 1: a tab indents this line; only spaces may"),
    ("a: @x\n", "line 1, column 4: a text that begins with @ needs quotation marks"),
    ("a: %x\n", "line 1, column 4: a text that begins with % needs quotation marks"),
    ("a: !x!y z\n", "line 1, column 4: a text that begins with ! needs quotation marks"),
    ("a: &\n", "a text that begins with & needs quotation marks"),
    ("a: **.jpg\n", "a text that begins with * needs quotation marks"),
    ("%x 1\na: 1\n", "a text that begins with % needs quotation marks"),
    ("a: \"C:\\data\"\n", "write \\\\ for \\; single ones leave it as it is"),
    ("a: 1\nb\nc: 2\n", "line 2, column 1: this line has no \": \" behind a key"),
    ("a:\n  - 1\n b: 2\n", "line 3, column 2: this line is indented like none above"),
    ("a:\n  - 1\n  b: 2\n", "line 3, column 3: this line is indented like the list above"),
    ("a: \"x\" y\n", "line 1, column 8: the value ends before this"),
    ("a: [1, 2]]\n", "line 1, column 10: the value ends before this"),
    ("a: }\n", "line 1, column 4: a value is missing before }"),
    ("a: - 1\n", "line 1, column 4: a list with - begins in a line of its own"),
    ("a: |x\n  b\n", "line 1, column 5: nothing can stand behind | or > in this line"),
    ("[1]\nb: 2\n", "line 2, column 1: this does not belong to what is above"),
  ])
  func aFaultIsSaidInPlainWordsWithItsPlace(yaml: String, words: String) {
    #expect {
      try YAMLNode.parse(yaml)
    } throws: { "\($0)".contains(words) }
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    let yaml =
      "name: größe\ntext: |\n  two\n  lines\nlist: [1, '2', \"3\"]\nmap:\n- a: {b: 1.0e-3}\n- ~\n"
    var node = try parse(yaml)
    #expect(try node.serialized() == yaml)
    node["name"] = YAMLNode("x")
    node["list"] = nil
    node["new"] = YAMLNode([(YAMLNode("k"), YAMLNode("v"))])
    let again = try parse(node.serialized())
    #expect(again.mapping?.map { $0.key.string } == ["name", "text", "map", "new"])
    #expect(again["name"]?.string == "x" && again["new"]?["k"]?.string == "v")
    #expect(again["text"]?.string == "two\nlines\n" && again["map"]?.sequence?.last?.isNull == true)
  }
}
