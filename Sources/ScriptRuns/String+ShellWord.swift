extension String {
  /// The text as a word of a shell, in quotation marks where it needs them.
  package var shellWord: String {
    let isPlain = utf8.allSatisfy { byte in
      byte >= 0x80 || UInt8(ascii: "a") <= byte | 0x20 && byte | 0x20 <= UInt8(ascii: "z")
        || UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
        || "-_./=:,+@%".utf8.contains(byte)
    }
    return isPlain && !isEmpty
      ? self
      : "'"
        + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
