import Callbacks
import Datasets
import Learners
import Networks
import RunModel
import Testing

@Suite struct FitTests {
  @Test func aNetworkIsFittedWithCallbacksAsInKeras() throws {
    var x: [Float] = []
    var y: [UInt8] = []
    for index in 0..<120 {
      let angle = Float(index) * 0.37
      x += [angle.truncatingRemainder(dividingBy: 2) - 1, Float(index % 7) / 7]
      y.append(x[index * 2] > 0 ? 1 : 0)
    }
    let model = try DenseClassifier(
      inputs: 2, layers: [DenseLayer(units: 16), DenseLayer(units: 2)],
      optimizer: .adam(learningRate: 0.01), maximumBatch: 64, threads: 1, seed: 1)
    let earlyStop = EarlyStopping(
      monitor: "val_loss", patience: 3, restoreBestWeights: true)
    let reduceLR = try ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2)
    let history = try model.fit(
      x, y, validation: (x, y), epochs: 40, callbacks: [earlyStop, reduceLR])
    #expect((history["val_accuracy"]?.last ?? 0) > 0.95)
    #expect(history["learning_rate"]?.count == history.epochs.count)
    let scores = model.predict(Array(x[0..<200]))
    #expect(scores.count == 100)
    let right = zip(scores.labels, y).count { $0 == Int($1) }
    #expect(right > 90)
  }

  @Test func aSourceOfImagesIsFittedAsArraysAre() throws {
    let digits = DigitsGenerator(seed: 1, noise: 0.1)
    let (train, test) = (digits.images(200, .train), digits.images(50, .validation))
    func model() throws -> DenseClassifier {
      try DenseClassifier(
        inputs: 784, layers: [DenseLayer(units: 16), DenseLayer(units: 10)],
        optimizer: .adam(learningRate: 0.01), maximumBatch: 50, threads: 1, seed: 1)
    }
    func rows(_ source: some ImageSource) -> (x: [Float], y: [UInt8]) {
      var (x, y): ([Float], [UInt8]) = ([], [])
      for index in 0..<source.count {
        var row = [Float](repeating: 0, count: source.inputs)
        row.withUnsafeMutableBufferPointer { y.append(source.fill(index, epoch: 0, into: $0)) }
        x += row
      }
      return (x, y)
    }
    let history = try model().fit(train, validation: test, epochs: 3)
    let (examples, held) = (rows(train), rows(test))
    let same = try model().fit(examples.x, examples.y, validation: held, epochs: 3)
    #expect(history["val_loss"]?.count == 3)
    #expect(history["val_loss"] == same["val_loss"])
  }
}
