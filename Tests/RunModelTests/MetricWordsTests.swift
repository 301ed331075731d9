import RunModel
import Testing

@Suite struct MetricWordsTests {
  @Test(arguments: [
    (0.914, "0.914"), (1234567.0, "1.235e6"), (0.00001234, "1.234e-5"), (0, "0.0"), (2.0, "2"),
    (0.9987123456, "0.998712"), (-3.5, "-3.5"),
  ])
  func wordsHaveSixDigits(value: Double, text: String) {
    #expect(value.metricWords == text)
  }
}
