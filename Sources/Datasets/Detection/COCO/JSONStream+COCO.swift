internal import Boxes
internal import JSONText
internal import SystemFiles

extension JSONStream {
  /// Reads an id: a whole number or text.
  mutating func identifier(_ name: StaticString) throws(FileError) -> ObjectID {
    if peek == UInt8(ascii: "\"") { return .text(try string(name)) }
    skipBlanks()
    let start = bytes.offset
    guard let whole = Int(exactly: try finiteNumber(name)) else {
      throw error("\(name) is not a whole number", at: start)
    }
    return .number(whole)
  }

  /// Reads COCO's `[x, y, width, height]`.
  mutating func box(_ name: StaticString) throws(FileError) -> PixelBox {
    try open("[", "[x, y, width, height] for \(name)")
    let x = try finiteNumber(name)
    try comma(name)
    let y = try finiteNumber(name)
    try comma(name)
    let width = try finiteNumber(name)
    try comma(name)
    let height = try finiteNumber(name)
    guard consume(UInt8(ascii: "]")) else { throw failure("the end of \(name) after four numbers") }
    let box = PixelBox(x: x, y: y, width: width, height: height)
    guard box.isFinite else { throw error("\(name) is too large to compute with") }
    return box
  }

  private mutating func comma(_ name: StaticString) throws(FileError) {
    guard consume(UInt8(ascii: ",")) else { throw failure("four numbers for \(name)") }
  }
}
