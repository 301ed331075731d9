import RunModel
import Testing

@Suite struct MetricWordsTests {
  @Test(arguments: [
    (0.914, "0.914"), (1234567.0, "1.235e6"), (0.00001234, "1.234e-5"), (0, "0"), (2.0, "2"),
    (0.9987123456, "0.998712"), (-3.5, "-3.5"), (0.001, "0.001"), (0.0002, "2e-4"),
    (-0.000_534_28, "-5.343e-4"), (9.9997e-5, "1e-4"), (Double.nan, "nan"),
    (-Double.infinity, "-inf"),
  ])
  func wordsHaveSixDigits(value: Double, text: String) {
    #expect(value.metricWords == text)
  }

  @Test(arguments: [
    (0.001, "0.001"), (0.00025, "2.5e-4"), (0.0002, "2e-4"), (0.001_965_926, "0.001966"),
    (Double(Float(0.001) * 0.1), "1e-4"), (0.000_999_96, "0.001"), (0.01, "0.01"), (10, "10"),
    (0, "0"), (25_000, "2.5e4"), (Double.nan, "nan"),
  ])
  func ratesHaveFourDigits(rate: Double, text: String) {
    #expect(rate.rateWords == text)
    let change = LearningRateChange(epoch: 0, step: 0, old: rate, new: 0.5, by: "")
    let message = RunEvent.Kind.learningRateChanged(change).logMessage
    #expect(message?.text == "learning rate \(text) → 0.5 ()")
  }

  @Test(arguments: [
    (1.2341e-5, "1.2341e-5"), (1.2344e-5, "1.2344e-5"), (1e-5, "1e-5"),
    (0.00123456789, "0.00123456789"), (0.0002, "2e-4"), (0.000_123_456, "1.23456e-4"),
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
