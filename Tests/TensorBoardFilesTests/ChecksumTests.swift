import CCRC32C
import SeededRandom
import Testing

@Suite struct ChecksumTests {
  /// The values of RFC 3720, appendix B.4, and the one of "123456789".
  @Test func theStandardsExamplesComeOut() {
    let rising = (0..<32).map(UInt8.init)
    #expect(plateau_crc32c(0, [UInt8](repeating: 0, count: 32), 32) == 0x8A91_36AA)
    #expect(plateau_crc32c(0, [UInt8](repeating: 0xFF, count: 32), 32) == 0x62A8_AB43)
    #expect(plateau_crc32c(0, rising, 32) == 0x46DD_794E)
    #expect(plateau_crc32c(0, Array(rising.reversed()), 32) == 0x113F_DB5C)
    #expect(plateau_crc32c(0, Array("123456789".utf8), 9) == 0xE306_9283)
  }

  @Test func tablesAndInstructionAgreeAtEveryLengthAndOffset() {
    var random = SeededGenerator(seed: 7)
    let bytes = (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) }
    bytes.withUnsafeBytes { buffer in
      guard let first = buffer.baseAddress else { return }
      for start in 0..<9 {
        for count in 0...(80 - start) {
          let expected = plateau_crc32c_tables(3, first + start, count)
          #expect(plateau_crc32c(3, first + start, count) == expected)
        }
      }
    }
  }

  @Test func aChecksumCanBeContinued() {
    let bytes = (0..<50).map(UInt8.init)
    for cut in 0...50 {
      let head = plateau_crc32c(0, bytes, cut)
      #expect(
        plateau_crc32c(head, Array(bytes[cut...]), 50 - cut) == plateau_crc32c(0, bytes, 50))
    }
  }
}
