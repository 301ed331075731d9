import Foundation
import Networks
import TestSupport
import Testing

@Suite struct SafeTensorsTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path("weights.safetensors") }

  /// A file of one tensor with this in its header.
  private static func header(_ rest: String) -> String {
    let text = "{\"t\":{\"dtype\":\"F32\",\(rest)}}"
    return "\(Character(UnicodeScalar(UInt8(text.utf8.count))))\0\0\0\0\0\0\0\(text)...."
  }

  private var sample: SafeTensors {
    var file = SafeTensors()
    file.metadata = [("a", "b \"c\"\n"), ("format", "plateau")]
    file.tensors = [
      SafeTensors.Tensor(name: "w", shape: [2, 3], values: [1, -2, .pi, 0, .infinity, -0.5]),
      SafeTensors.Tensor(name: "empty", shape: [0], values: []),
      SafeTensors.Tensor(name: "x", shape: [], values: [5]),
    ]
    return file
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    try sample.write(to: path)
    let read = try SafeTensors(path: path)
    #expect(read["w"] == sample["w"])
    #expect(read["x"]?.values == [5])
    #expect(read["empty"]?.shape == [0])
    #expect(read.metadata.map(\.text) == ["b \"c\"\n", "plateau"])
    #expect(!FileManager.default.fileExists(atPath: path + ".part"))
  }

  @Test func theBytesAreTheFormats() throws {
    var file = SafeTensors()
    file.tensors = [SafeTensors.Tensor(name: "t", shape: [1], values: [1])]
    try file.write(to: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let header = "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    let padded = header.padding(toLength: (header.count + 7) / 8 * 8, withPad: " ", startingAt: 0)
    #expect(
      bytes == Data([UInt8(padded.count), 0, 0, 0, 0, 0, 0, 0]) + Data(padded.utf8)
        + Data([0, 0, 0x80, 0x3F]))
  }

  @Test(arguments: [
    "", "short", "\u{1}\0\0\0\0\0\0\0", "\u{2}\0\0\0\0\0\0\0[]", "\u{2}\0\0\0\0\0\0\0{x",
    "9\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}  ....",
    "9\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}  ....",
    "9\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} ....",
    "A\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,0]}}",
    // A length that overflows, and one that ends before it begins.
    header("\"shape\":[1],\"data_offsets\":[1,-9223372036854775808]"),
    header("\"shape\":[1],\"data_offsets\":[9223372036854775807,3]"),
    header("\"shape\":[4611686018427387905],\"data_offsets\":[0,4]"),
    header("\"shape\":[],\"data_offsets\":[-9223372036854775808,4]"),
    // Two tensors with one name.
    "y\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
      + "\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}              ........",
  ])
  func garbageIsAnErrorAndNeverACrash(text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: WeightsError.self) { try SafeTensors(path: path) }
  }

  @Test func aNetworkIsKeptWithItsOptimiser() throws {
    let network = try DenseClassifier(
      inputs: 3, layers: [DenseLayer(units: 4), DenseLayer(units: 2)],
      optimizer: .adam(learningRate: 0.01), maximumBatch: 4, threads: 1, seed: 1)
    _ = network.trainStep([1, 2, 3], [1])
    try network.tensors(weightsOnly: false).write(to: path)
    let read = try SafeTensors(path: path)
    #expect(read.tensors.count == 12)
    #expect(read["dense_1.kernel"]?.shape == [3, 4])
    #expect(read["dense_1.kernel"]?.values == network.weights[0])
    #expect(read["dense_2.bias.first_moment"]?.values == network.moments.first[3])
    #expect(network.tensors(weightsOnly: true).tensors.count == 4)
  }

  @Test(arguments: [false, true])
  func aModelIsLoadedAsItWasSaved(weightsOnly: Bool) throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let (saved, loaded) = (try Self.averaging(), try Self.averaging())
    _ = saved.trainStep([1, 2, 3], [1])
    #expect(loaded.weights != saved.weights)
    try saved.save(to: path, weightsOnly: weightsOnly)
    try loaded.load(from: path)
    #expect(loaded.weights == saved.weights)
    #expect((loaded.moments == saved.moments) != weightsOnly)
    #expect(loaded.iterations == (weightsOnly ? 0 : 1))
    try Data("no weights".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: WeightsError.self) { try loaded.load(from: path) }
    #expect(loaded.weights == saved.weights)
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() {
    let error = #expect(throws: WeightsError.self) {
      try sample.write(to: "/no/such/a.safetensors")
    }
    #expect(error?.description.hasPrefix("/no/such/a.safetensors: ") == true)
  }

  @Test(arguments: [
    "dense_1.kernel.second_moment", "dense_2.bias.second_moment", "dense_1.kernel.first_moment",
    "dense_2.kernel.average",
  ])
  func aMomentThatIsMissingIsAnErrorAndNothingChanges(name: String) throws {
    let network = try Self.averaging()
    var file = network.tensors(weightsOnly: false)
    file.tensors.removeAll { $0.name == name }
    let before = network.weights
    let error = #expect(throws: WeightsError.self) { try network.restore(from: file, path: "w") }
    #expect(error?.description.hasPrefix("w: has no \(name)") == true)
    #expect(network.weights == before)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func aWeightThatIsNoFiniteNumberIsAnError(value: Float) throws {
    let network = try Self.averaging()
    var file = network.tensors(weightsOnly: false)
    file.tensors[0].values[1] = value
    let error = #expect(throws: WeightsError.self) { try network.restore(from: file, path: "w") }
    #expect(error?.description == "w: dense_1.kernel holds a value that is not finite")
  }

  private static func averaging() throws -> DenseClassifier {
    try DenseClassifier(
      inputs: 3, layers: [DenseLayer(units: 4), DenseLayer(units: 2)],
      optimizer: .adam(learningRate: 0.01),
      averaging: .init(momentum: 0.9, overwriteFrequency: nil), maximumBatch: 4, threads: 1,
      seed: 1)
  }
}
