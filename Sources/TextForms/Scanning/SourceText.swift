/// Paths, addresses in source files and identifiers, whose text is not part of a line's form.
enum SourceText {
  private static let extensions: Set<String> = [
    "pth", "pt", "ckpt", "py", "pyc", "cc", "cpp", "cu", "c", "h", "hpp", "jl", "rs", "java",
    "json",
    "jsonl", "yaml", "yml", "txt", "log", "csv", "tsv", "h5", "hdf5", "keras", "onnx", "bin",
    "safetensors", "npz", "npy", "pkl", "pickle", "png", "jpg", "jpeg", "gif", "mp4", "wav", "tar",
    "gz", "zip", "mat", "caffemodel", "solverstate", "prototxt", "params", "pdparams", "weights",
    "m", "sh", "ipynb", "tfevents", "db", "pb", "tflite", "lua", "go", "scala", "rb", "pyx",
  ]

  /// The index after a word that names a file, with the line number behind it; nil when the word
  /// names none.
  static func end(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var dot = end
    while dot > start, end - dot <= 12, line[dot - 1] != UInt8(ascii: ".") { dot -= 1 }
    guard dot > start, dot < end, line[dot - 1] == UInt8(ascii: ".") else { return nil }
    guard extensions.contains(String(decoding: line[dot..<end], as: UTF8.self).lowercased()) else {
      return nil
    }
    // `solver.cpp:228]`, `main.py 200)`
    guard end + 1 < line.count, line[end] == UInt8(ascii: ":") || line[end] == 0x20,
      ByteClass.isDigit(line[end + 1])
    else { return end }
    var last = end + 1
    while last < line.count, ByteClass.isDigit(line[last]) { last += 1 }
    if line[end] == 0x20 {
      return last < line.count && line[last] == UInt8(ascii: ")") ? last : end
    }
    return last
  }

  /// Returns true for a relative path such as `data/foo/foo_81.5_100.checkpoint`: it has a slash and
  /// ends in letters behind a point, and no sign makes it a name.
  static func isPath(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end == line.count || line[end] != UInt8(ascii: ":") && line[end] != UInt8(ascii: "=")
    else { return false }
    var point = end
    while point > start, (0x61...0x7A).contains(line[point - 1] | 0x20) { point -= 1 }
    guard end - point >= 3, point > start + 1, line[point - 1] == UInt8(ascii: ".") else {
      return false
    }
    return line[start..<point - 1].contains(UInt8(ascii: "/"))
  }

  /// The index after a path that starts with a slash or a tilde; nil when there is none.
  static func path(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start == 0 || " '\"([=,:".utf8.contains(line[start - 1]), start + 1 < line.count,
      ByteClass[line[start + 1]] == .letter || line[start + 1] == UInt8(ascii: "/")
        || line[start + 1] == UInt8(ascii: ".")
    else { return nil }
    var end = start + 1
    while end < line.count, line[end] > 0x20, !"'\"),;|".utf8.contains(line[end]) { end += 1 }
    return end
  }

  /// Returns true for hashes and other random words: at least two changes between letters and
  /// digits in hexadecimal text of eight or more.
  static func isIdentifier(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 8 else { return false }
    var digits = 0
    var changes = 0
    for index in start..<end {
      let byte = line[index]
      let isDigit = ByteClass.isDigit(byte)
      guard isDigit || (0x61...0x66).contains(byte | 0x20) || byte == UInt8(ascii: "-") else {
        return false
      }
      if isDigit { digits += 1 }
      if index > start, ByteClass.isDigit(line[index - 1]) != isDigit { changes += 1 }
    }
    return digits >= 2 && changes >= 2
  }
}
