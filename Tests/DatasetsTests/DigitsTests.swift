import Datasets
import Testing

@Suite struct DigitsTests {
  @Test func theSameSeedDrawsTheSameAndAnotherSeedOtherImages() {
    let images = DigitsGenerator(seed: 1).images(40, .train)
    #expect(DigitsGenerator(seed: 1).images(40, .train) == images)
    #expect(DigitsGenerator(seed: 2).images(40, .train) != images)
    #expect(DigitsGenerator(seed: 1).images(40, .validation) != images)
    #expect(DigitsGenerator(seed: 1).images(40, .train, epoch: 1) != images)
  }

  @Test func allDigitsAreAsFrequent() {
    let labels = DigitsGenerator(seed: 3).images(200, .train).labels
    for digit in 0..<10 { #expect(labels.count { $0 == digit } == 20) }
  }

  @Test func withoutNoiseThereIsInkOnCleanPaperAndWithNoiseThereIsSpeckle() {
    let clean = DigitsGenerator(seed: 4, noise: 0).images(20, .train)
    let noisy = DigitsGenerator(seed: 4, noise: 1).images(20, .train)
    let blank = { (images: LabeledImages) in
      Double(images.pixels.count { $0 == 0 }) / Double(images.pixels.count)
    }
    #expect((0.7...0.95).contains(blank(clean)))
    #expect(blank(noisy) < 0.6)
    for index in 0..<20 {
      #expect(clean.pixels[index * 784..<(index + 1) * 784].contains { $0 > 200 })
    }
  }

  @Test func freshDigitsDifferByEpochAndRepeatForTheSame() {
    let source = FreshDigits(DigitsGenerator(seed: 5), count: 10)
    func row(_ epoch: Int) -> [Float] {
      [Float](unsafeUninitializedCapacity: source.inputs) { row, count in
        _ = source.fill(3, epoch: epoch, into: row)
        count = source.inputs
      }
    }
    #expect(row(0) == row(0))
    #expect(row(0) != row(1))
  }
}
