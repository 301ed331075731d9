import Datasets
import Learners
import Networks
import RunModel
import Testing

@Suite struct SSDEvaluationTests {
  @Test func withoutObjectsThereIsNoScoreRatherThanAWrongOne() throws {
    let network = try SSDDetector(
      SSDArchitecture(
        side: 32, blocks: [ConvolutionBlock(filters: 4, stride: 2)], taps: [0], scales: [0.2, 0.4],
        classes: 1), optimizer: .adam(learningRate: 0.001), maximumBatch: 4, seed: 1)
    let blank = Scene(
      image: Image(width: 32, height: 32, pixels: [UInt8](repeating: 90, count: 3 * 32 * 32)),
      objects: [])
    let evaluation = SSDEvaluation(network, ScenesInMemory([blank, blank], classes: ["a"]))
    #expect(try evaluation.evaluate().isEmpty)
  }

  @Test func whatPredictsNoNumbersHasNoScore() throws {
    let network = try SSDDetector(
      SSDArchitecture(
        side: 32, blocks: [ConvolutionBlock(filters: 4, stride: 2)], taps: [0], scales: [0.2, 0.4],
        classes: 3), optimizer: .adam(learningRate: 0.001), maximumBatch: 4, seed: 1)
    network.weights = network.weights.map { $0.map { _ in .nan } }
    let scenes = ShapesGenerator(seed: 1, side: 32).scenes(6, .validation)
    let values = try SSDEvaluation(network, scenes).evaluate()
    #expect(values.names == SSDEvaluation.names)
    for name in values.names { #expect(values[name]?.isNaN == true) }
  }
}
