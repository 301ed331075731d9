import RunModel
import Testing

@Suite struct MetricWordsTests {
  @Test(arguments: [
    (0.914, "0.914"), (1234567.0, "1.235e6"), (0.00001234, "1.234e-5"), (0, "0"), (2.0, "2"),
    (0.9987123456, "0.998712"), (-3.5, "-3.5"),
  ])
  func wordsHaveSixDigits(value: Double, text: String) {
    #expect(value.metricWords == text)
  }

  @Test(arguments: [
    (1.2341e-5, "1.2341e-5"), (1.2344e-5, "1.2344e-5"), (1e-5, "1e-5"),
    (0.00123456789, "0.00123456789"),
    (1234567, "1234567"), (2e6, "2e6"), (0.1 + 0.2, "0.3"), (Double(Float(0.001)), "0.001"),
    (0, "0"),
    (-3.5, "-3.5"), (Double.nan, "nan"), (-Double.infinity, "-inf"),
    (1.23456789e-300, "1.23456789e-300"),
  ])
  func settingsThatDifferLookDifferent(value: Double, text: String) {
    #expect(value.settingWords == text)
    #expect(ParameterValue.number(value).words == text)
  }
}
