import Cells
import Dashboard
import Testing

/// Every key is in one table, from which dispatch, footer, help and command line are made.
@Suite struct KeyTableTests {
  /// A key that is not in the help does nothing, least of all to the run.
  @Test func everyKeyThatDoesSomethingIsInTheHelp() {
    let listed = KeyTable.bindings.filter { !$0.help.isEmpty }
    let text = listed.map { "\($0.label) \($0.help)" }.joined(separator: " ")
    let tokens = Set(text.split { " ,;()".contains($0) }.map(String.init))
    let spellings: [Key: String] = [
      .character(" "): "space", .up: "↑↓", .down: "↑↓", .left: "←→", .right: "←→",
      .shiftLeft: "Shift", .shiftRight: "Shift", .home: "Home", .end: "End", .enter: "⏎",
      .tab: "tab", .backTab: "⇧tab", .pageUp: "PgUp", .pageDown: "PgDn", .escape: "esc",
      .function(1): "F1", .control("c"): "^C", .control("z"): "^Z",
    ]
    for key in KeyTable.bindings.flatMap(\.keys) {
      let spelling: String? =
        if case .character(let scalar) = key, scalar != " " { String(scalar) } else {
          spellings[key]
        }
      let isListed = spelling.map {
        tokens.contains($0) || "?,;.:()".contains($0) && text.contains($0)
      }
      #expect(isListed == true, "\(key)")
    }
    // The keys of editors do nothing here.
    for letter in "hjkgG".unicodeScalars {
      #expect(KeyTable.binding(for: .character(letter)) == nil)
    }
  }

  @Test func noUnlistedKeyMakesARequest() {
    for value in UInt32(0x20)...0x7E {
      guard let scalar = Unicode.Scalar(value), KeyTable.binding(for: .character(scalar)) == nil
      else { continue }
      var state = Fixtures.state()
      let before = state.state
      #expect(state.reduce(.key(.character(scalar))) == [] && state.state == before, "\(scalar)")
    }
  }

  @Test func noKeyStandsTwiceInTheTable() {
    let keys = KeyTable.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(KeyTable.names).count == KeyTable.names.count)
  }

  /// A list of hundreds of metrics is searched first of all.
  @Test func aFocusedListOffersToFindItsRows() {
    var run = Fixtures.state()
    for _ in 0..<5 {
      run.press(.tab)
      let text = run.text(Size(80, 24))
      // The callbacks are no list.
      if text.contains(where: { $0.contains("╭▸") && !$0.contains("╭▸callbacks ") }) {
        #expect(text.last?.contains("/ find") == true, "\(text.last ?? "")")
      }
    }
  }

  @Test func everyCommandCanBeTyped() {
    let nameless = KeyTable.bindings.filter(\.name.isEmpty)
    #expect(nameless.allSatisfy { $0.keys.isEmpty })
    for name in KeyTable.names {
      #expect(name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isUppercase })
    }
  }
}
