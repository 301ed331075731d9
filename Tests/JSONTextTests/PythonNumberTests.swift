import JSONText
import Testing

@Suite struct PythonNumberTests {
  /// The output of Python's `repr`.
  @Test(arguments: [
    (0.5, "0.5"), (1e-05, "1e-05"), (0.0001, "0.0001"), (1e16, "1e+16"),
    (1e15, "1000000000000000.0"),
    (9_007_199_254_740_994.0, "9007199254740994.0"),
    (1.2345678901234567e19, "1.2345678901234567e+19"),
    (-0.0, "-0.0"), (0, "0.0"), (100, "100.0"), (0.49367016553878784, "0.49367016553878784"),
    (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (-123.25, "-123.25"),
    (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"),
    (0.0010000000474974513, "0.0010000000474974513"), (123456789012345.6, "123456789012345.6"),
  ])
  func doublesAreWrittenAsPythonWritesThem(value: Double, text: String) {
    #expect(value.pythonDescription == text)
  }

  @Test func singlesHaveTheirOwnDigits() {
    #expect(Float(0.1).pythonDescription == "0.1")
    #expect(Float(1e-7).pythonDescription == "1e-07")
  }

  @Test func everyTextIsReadBackAsTheSameNumber() {
    var bits: UInt64 = 1
    for _ in 0..<20_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(Double(value.pythonDescription)?.bitPattern == value.bitPattern)
    }
  }
}
