import Cells
import Charts
import Testing

@Suite struct HeatMapTests {
  private func drawn(
    _ counts: [[Int]], size: Size, names: [String]? = nil, symbols: Symbols = .braille
  ) -> [String] {
    var grid = CellGrid(size)
    let names = names ?? counts.indices.map { "n\($0)" }
    HeatMap(counts, rowNames: names, columnNames: names, labelStyle: .plain) { _, _, _ in .plain }
      .draw(in: grid.bounds, on: &grid, symbols: symbols)
    return grid.text
  }

  @Test func rowsAndColumnsHaveNamesAndNumbers() {
    #expect(
      drawn([[12, 0], [3, 1_234_567]], size: Size(13, 3))
        == [
          "     n0   n1", "n0   12    ·", "n1    3 1.2M",
        ].map { $0.padded(to: 13) })
  }

  @Test func whereRowsAreFreeTheNamesOfColumnsAreWhole() {
    let names = ["circle", "background", "a"]
    let counts = [[12, 0, 1], [3, 4, 5], [6, 7, 8]]
    #expect(
      drawn(counts, size: Size(24, 9), names: names).prefix(4).map { $0.dropFirst(7) }
        == [
          "     back", "circ grou", "le   nd      a", "  12    ·    1",
        ].map { $0.padded(to: 17)[...] })
    #expect(drawn(counts, size: Size(24, 7), names: names)[0].contains("circ back"))
  }

  @Test func sharesAreThoseOfTheRow() {
    var shares: [[Double]] = [[0, 0], [0, 0]]
    var grid = CellGrid(Size(20, 5))
    HeatMap([[3, 1], [0, 0]], rowNames: [], columnNames: [], labelStyle: .plain) {
      shares[$0][$1] = $2
      return .plain
    }.draw(in: grid.bounds, on: &grid, symbols: .braille)
    #expect(shares == [[0.75, 0.25], [0, 0]])
  }

  @Test func withoutRoomForNumbersTheShareIsAHeight() {
    let text = drawn([[990, 10], [10, 990]], size: Size(6, 3))
    #expect(text[1].hasSuffix("▇▁ ") || text[1].contains("▇"))
    #expect(!text.joined().contains("9"))
  }

  @Test func namesThatBeginAlikeAreToldApartByTheirEnds() {
    #expect(
      ShortNames.cut(["class 1", "class 2", "other", "a"], to: 4) == ["ss 1", "ss 2", "othe", "a"])
    #expect(ShortNames.cut(["class 1", "class 2"], to: 4, ellipsis: "…") == ["…s 1", "…s 2"])
    #expect(ShortNames.cut(["same name", "same name", ""], to: 0, ellipsis: "…") == ["", "", ""])
    #expect(ShortNames.cut(["漢字漢字", "漢\u{1B}字"], to: 3, ellipsis: "…") == ["…字", "…字"])
  }

  @Test func ofLongNamesThatBeginAndEndAlikeStaysWhatDiffers() {
    let names = [0.1, 0.02].flatMap { rate in
      [32, 64].map { "exp-lr\(rate)-bs\($0)-wd1e-4-seed1" }
    }
    #expect(ShortNames.cut(names, to: 20, ellipsis: "…")[0] == "exp-lr0.1-bs32-wd1e…")
    #expect(ShortNames.cut(names, to: 13, ellipsis: "…")[2] == "…lr0.02-bs32…")
    #expect(
      ShortNames.cut(names, to: 8, ellipsis: "…") == ["…0.1,32", "…0.1,64", "…0.02,32", "…0.02,64"])
    #expect(ShortNames.columns(for: names, atLeast: 4) == 8)
    // Words of different number: only what all share is left out.
    #expect(
      ShortNames.cut(["test-run-a-seed1", "test-run-b-c-seed1"], to: 8, ellipsis: "…") == [
        "…a-seed1", "…un-b-c…",
      ])
    #expect(ShortNames.cut(["abc-", "abc-"], to: 3, ellipsis: "…") == ["…c-", "…c-"])
  }

  /// The number of a run in its sweep tells names apart, but says nothing.
  @Test func numbersOfASweepDoNotHideWhatDiffers() {
    let names = ["0.001,3", "0.001,6", "0.01,3"].enumerated().map { index, values in
      let parts = values.split(separator: ",")
      return "\(index + 1)-learning_rate=\(parts[0]),patience=\(parts[1])"
    }
    #expect(
      ShortNames.cut(names, to: 11, ellipsis: "…") == ["1-…0.001,3", "2-…0.001,6", "3-…0.01,3"])
    #expect(ShortNames.cut(names, to: 8, ellipsis: "…") == ["…0.001,3", "…0.001,6", "…0.01,3"])
    #expect(ShortNames.cut(names, to: 40, ellipsis: "…") == names)
    #expect(ShortNames.columns(for: names, atLeast: 6) == 8)
    #expect(ShortNames.cut(["1-a", "2-b"], to: 2, ellipsis: "…") == ["a", "b"])
  }

  @Test func namesThatTheMiddleTellsApartKeepIt() {
    let names = [
      "eval_samples_per_second", "eval_steps_per_second", "loss", "train/some/long_loss",
    ]
    #expect(
      ShortNames.cutInTheMiddle(names, to: 18, ellipsis: "…") == [
        "eval_samples_per_…", "eval_steps_per_se…", "loss", "train…me/long_loss",
      ])
  }

  @Test func namesThatDifferNeverBecomeEqual() {
    let names = ["run-a1", "run-a2"].map { $0 + String(repeating: "b", count: 32) + "_tail" }
    for width in 6...30 {
      let short = ShortNames.cut(names, to: width, ellipsis: "…")
      let heads = Set(names.map { $0.prefix(width - 1) })
      #expect(Set(short).count >= heads.count, "\(short)")
    }
  }

  @Test func whatDoesNotFitIsLeftOut() {
    let many = Array(repeating: Array(repeating: 7, count: 80), count: 80)
    for size in [Size(40, 10), Size(200, 60), Size(5, 5)] {
      #expect(drawn(many, size: size).count == size.height)
    }
  }

  @Test func noSizeMakesItFail() {
    for width in 0...12 {
      for height in 0...4 {
        for counts in [[], [[]], [[1]], [[.max, .min], [5]]] {
          for symbols in [Symbols.braille, .ascii] {
            _ = drawn(counts, size: Size(width, height), symbols: symbols)
          }
        }
      }
    }
  }

  @Test func countsAreWrittenShort() {
    let cases = [
      (0, "0"), (999, "999"), (1000, "1.0k"), (9999, "9.9k"), (10_000, "10k"), (999_999, "999k"),
      (1_000_000, "1.0M"), (12_345_678, "12M"), (-1, "–"),
    ]
    for (count, text) in cases { #expect(MetricFormat.short(count) == text) }
    let narrow = [(999, "999"), (1000, "1k"), (99_999, "99k"), (123_456, ".1M"), (1_234_567, "1M")]
    for (count, text) in narrow { #expect(MetricFormat.short(count, columns: 3) == text) }
    for columns in [3, 4] { #expect(MetricFormat.short(.max, columns: columns).count <= columns) }
  }

  private func spark(_ values: [Double], width: Int, symbols: Symbols = .braille) -> String {
    var grid = CellGrid(Size(width, 1))
    Sparkline(values, leastSpan: 0.05).draw(
      at: 0, 0, width: width, .plain, on: &grid, symbols: symbols)
    return grid.text[0]
  }

  @Test func aSparklineRisesFromTheLowestToTheHighest() {
    #expect(spark([0, 0.5, 1], width: 4) == "▁▄▇ ")
    #expect(spark([0, 1], width: 3, symbols: .ascii) == "_# ")
    #expect(spark([0, .nan, 1], width: 3) == "▁ ▇")
  }

  @Test func aFlatSparklineIsHighAndLongOnesAreMeans() {
    #expect(spark([0.7, 0.7], width: 2) == "▇▇")
    #expect(spark((0..<1000).map(Double.init), width: 4) == "▁▃▅▇")
    #expect(spark([.nan, .infinity], width: 2) == "  ")
    #expect(spark([], width: 2) == "  ")
    #expect(spark([1], width: 0).isEmpty)
  }
}
