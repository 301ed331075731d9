internal import BareFoundation
internal import JSONText

extension SafeTensors {
  /// Reads a file.
  ///
  /// - Throws: `WeightsError` if the file cannot be read, is damaged, or holds types other than `F32`.
  public init(path: String) throws(WeightsError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw WeightsError(path, "cannot be read: \(error)")
    }
    guard data.count >= 8 else { throw WeightsError(path, "is not a safetensors file: too short") }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(data.count - 8), length <= 100_000_000 else {
      throw WeightsError(
        path, "is not a safetensors file, or is cut off: its header ends beyond it")
    }
    let body = data.dropFirst(8 + Int(length))
    guard let parsed = try? JSONParser.parse(Array(data.dropFirst(8).prefix(Int(length)))[...])
    else {
      throw WeightsError(path, "is damaged: its header is not JSON")
    }
    guard case .object(let header) = parsed else {
      throw WeightsError(path, "is damaged: its header is not a JSON object")
    }
    var placed: [(start: Int, tensor: Tensor)] = []
    guard Set(header.map(\.name)).count == header.count else {
      throw WeightsError(path, "is damaged: its header repeats a name")
    }
    for entry in header where entry.name != "__metadata__" {
      placed.append(try Self.tensor(entry.name, entry.value, body, path))
    }
    placed.sort { ($0.start, $0.tensor.name) < ($1.start, $1.tensor.name) }
    for (a, b) in zip(placed, placed.dropFirst())
    where a.start + 4 * a.tensor.values.count > b.start {
      throw WeightsError(path, "is damaged: \(a.tensor.name) and \(b.tensor.name) overlap")
    }
    tensors = placed.map(\.tensor)
    metadata = Self.remarks(parsed["__metadata__"])
  }

  /// The metadata in the order of names; empty if any value is not text.
  private static func remarks(_ value: JSONValue?) -> [(name: String, text: String)] {
    guard case .object(let members) = value else { return [] }
    let texts = members.compactMap { member in member.value.string.map { (member.name, $0) } }
    return texts.count == members.count ? texts.sorted { $0.0 < $1.0 } : []
  }

  private static func tensor(
    _ name: String, _ entry: JSONValue, _ body: Data, _ path: String
  ) throws(WeightsError) -> (start: Int, tensor: Tensor) {
    let offsets = entry["data_offsets"]?.array?.compactMap(\.int) ?? []
    guard let type = entry["dtype"]?.string, let sizes = entry["shape"]?.array, offsets.count == 2,
      case let shape = sizes.compactMap(\.int), shape.count == sizes.count,
      shape.allSatisfy({ $0 >= 0 })
    else { throw WeightsError(path, "is damaged: \(name) lacks its type, shape or offsets") }
    guard type == "F32" else {
      throw WeightsError(path, "\(name) is of type \(type); only F32 is read")
    }
    var count = 1
    for size in shape {
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      guard !isTooLarge, product <= body.count else {
        throw WeightsError(path, "is damaged: \(name) is larger than the file")
      }
      count = product
    }
    // A header may be hostile, so nothing is added before it is known to be small.
    guard offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] <= body.count,
      count <= body.count / 4,
      offsets[1] - offsets[0] == 4 * count
    else {
      throw WeightsError(path, "is damaged: the offsets of \(name) do not fit its shape")
    }
    let slice = body.dropFirst(offsets[0]).prefix(4 * count)
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, used in
      slice.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      used = count
    }
    return (offsets[0], Tensor(name: name, shape: shape, values: values))
  }
}
