public import SystemFiles

/// A weights file in the safetensors format, which Python, JAX and PyTorch can open.
///
/// Eight bytes with the length of the header (little-endian), a JSON header with the name, type, shape and
/// offsets of each tensor, then the values. Only 32-bit floats are supported.
public struct SafeTensors: Equatable, Sendable {
  /// A named tensor.
  public struct Tensor: Equatable, Sendable {
    /// The name, unique in its file.
    public var name: String
    /// The sizes of the dimensions, outermost first.
    public var shape: [Int]
    /// The values in row-major order.
    public var values: [Float]

    /// Creates a tensor.
    ///
    /// - Precondition: The shape fits the number of values.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(shape.reduce(1, *) == values.count, "a tensor has as many values as its shape")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The tensors in the order of the file.
  public var tensors: [Tensor] = []
  /// The metadata: names and texts.
  public var metadata: [(name: String, text: String)] = []

  /// Creates a file without tensors.
  public init() {}

  /// The tensor with a name.
  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }

  public static func == (a: SafeTensors, b: SafeTensors) -> Bool {
    a.tensors == b.tensors && a.metadata.elementsEqual(b.metadata) { $0 == $1 }
  }
}

/// The reason why a weights file cannot be read or written, with the file.
public struct WeightsError: StorageError, Equatable, Sendable, CustomStringConvertible {
  public let description: String
  /// `true` if the disk was full, the quota exhausted, or the device failed for a moment.
  public let isLackOfRoom: Bool

  init(_ path: String, _ reason: String, isLackOfRoom: Bool = false) {
    description = "\(path): \(reason)"
    self.isLackOfRoom = isLackOfRoom
  }
}
