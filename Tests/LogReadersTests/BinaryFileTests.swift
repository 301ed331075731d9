import CurveStore
import LogReaders
import SystemFiles
import TestSupport
import Testing

/// Files that are not text, which somebody opens by mistake.
@Suite struct BinaryFileTests {
  private func refusal(of bytes: [UInt8]) throws -> String? {
    try SampleLogs.withFile(bytes[...], named: "file.bin") { path in
      do throws(FileError) {
        _ = try LogContents(path: path)
        return nil
      } catch {
        return error.reason
      }
    }
  }

  private let log = (0..<40).map { "epoch \($0) loss 0.\($0)\n" }.joined()

  @Test func checkpointsImagesAndProgramsAreRefused() throws {
    var bits: UInt64 = 7
    let noise = (0..<9000).map { _ in
      bits = bits &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(bits >> 56)
    }
    let header = #"{"layer.weight":{"dtype":"F32","shape":[9,250],"data_offsets":[0,9000]}}"#
    let tensors = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + noise
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + noise
    for bytes in [noise, tensors, png] {
      #expect(try refusal(of: bytes) == "is a binary file, not a log")
    }
  }

  /// Colours, bars, bells and the zeros of an emptied file are in many a log.
  @Test func controlCharactersOfPrintingAreText() throws {
    let zeros = [UInt8](repeating: 0, count: 5000)
    let colored = log.split(separator: "\n").map { "\u{1B}[32m\($0)\u{1B}[0m\u{7}\r\n" }.joined()
    for text in [zeros + Array(log.utf8), Array(colored.utf8), Array(log.utf8)] {
      #expect(try refusal(of: text) == nil)
    }
  }
}
