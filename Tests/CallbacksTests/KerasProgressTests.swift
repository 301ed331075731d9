import Callbacks
import Testing

@Suite struct KerasNumberTests {
  @Test(arguments: [
    (0.4123, "0.4123"), (0.0005, "5.0000e-04"), (123_456.7, "123456.7000"), (5e29, "5.0000e+29"),
    (-2e12, "-2.0000e+12"),
  ])
  func aNumberHasFourDecimalsOrAnExponent(_ value: Double, _ text: String) {
    #expect(KerasProgress.number(value) == text)
  }
}
