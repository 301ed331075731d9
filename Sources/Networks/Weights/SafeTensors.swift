public import SystemFiles

/// A weights file in the safetensors format: opens as it is in Python, JAX and PyTorch.
///
/// Eight bytes with the header's length (little-endian), a JSON header with name, type, shape and place of
/// each tensor, then the numbers. Only 32-bit floats are read and written.
public struct SafeTensors: Equatable, Sendable {
  /// One tensor.
  public struct Tensor: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its sizes, outermost first.
    public var shape: [Int]
    /// Its numbers, the last dimension running fastest.
    public var values: [Float]

    /// Makes a tensor.
    ///
    /// - Precondition: the shape fits the number of values.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(shape.reduce(1, *) == values.count, "a tensor has as many values as its shape")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The tensors in the order of the file.
  public var tensors: [Tensor] = []
  /// Remarks: names and texts.
  public var metadata: [(name: String, text: String)] = []

  /// No tensors yet.
  public init() {}

  /// The tensor of a name.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

  public static func == (a: SafeTensors, b: SafeTensors) -> Bool {
    a.tensors == b.tensors && a.metadata.elementsEqual(b.metadata) { $0 == $1 }
  }
}

/// Why a weights file cannot be read or written: the file, what is wrong.
public struct WeightsError: StorageError, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  /// Whether the disk was full, the quota used up, or the device failed for a moment.
  public let isLackOfRoom: Bool

  init(_ path: String, _ reason: String, isLackOfRoom: Bool = false) {
    description = "\(path): \(reason)"
    self.isLackOfRoom = isLackOfRoom
  }
}
