import CZlib
import Datasets
import Foundation
import TestSupport
import Testing

@Suite struct IDXTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  private func idx(_ dimensions: [Int], _ bytes: [UInt8], type: UInt8 = 8) -> Data {
    var data = Data([0, 0, type, UInt8(dimensions.count)])
    for size in dimensions {
      data += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
    }
    return data + bytes
  }

  private func write(_ data: Data, _ name: String, gzipped: Bool = false) throws -> String {
    try gzipped ? temporary.writeGzipped(Array(data), name) : temporary.write(Array(data), name)
  }

  @Test(arguments: [false, true])
  func plainAndGzippedFilesGiveTheSame(gzipped: Bool) throws {
    let bytes = (0..<24).map { UInt8($0 * 10) }
    let path = try write(idx([2, 3, 4], bytes), "a", gzipped: gzipped)
    let file = try IDXFile(path: path)
    #expect(file.dimensions == [2, 3, 4])
    #expect(file.bytes == bytes)
  }

  @Test func damageIsSaidAndNeverCrashes() throws {
    let whole = idx([2, 3, 4], Array(repeating: 1, count: 24))
    func reason(_ data: Data, _ name: String = "b", gzipped: Bool = false) throws -> String {
      let path = try write(data, name, gzipped: gzipped)
      let error = #expect(throws: DatasetError.self) { try IDXFile(path: path) }
      return error?.reason ?? ""
    }
    #expect(try reason(whole.prefix(20)).contains("ends after 4 of 24 bytes"))
    #expect(try reason(Data()).contains("ends after 0 of 4 bytes"))
    #expect(try reason(Data("hello".utf8)).contains("is not an IDX file"))
    #expect(try reason(idx([2], [1, 2], type: 13)).contains("type 13"))
    #expect(try reason(idx([0xFFFF_FFFF, 0xFFFF_FFFF], [])).contains("too large"))
    #expect(try reason(idx([0xFFFF_FFFF], [])).contains("ends after"))
    let path = try write(whole, "c", gzipped: true)
    var cut = try Data(contentsOf: URL(fileURLWithPath: path))
    cut.removeLast(12)
    #expect(try reason(cut, "d").isEmpty == false)
    let error = #expect(throws: DatasetError.self) { try IDXFile(path: folder + "/none") }
    #expect(
      error?.description == folder + "/none: cannot be opened; does it exist, and is it readable?")
  }

  @Test func aFolderIsReadByItsStandardNames() throws {
    let pixels = (0..<40).map { UInt8($0) }
    _ = try write(idx([10, 2, 2], pixels), "train-images-idx3-ubyte.gz", gzipped: true)
    _ = try write(idx([10], (0..<10).map { UInt8($0 % 3) }), "train-labels.idx1-ubyte")
    let alone = try IDXFolder(path: folder)
    #expect(alone.test == nil)
    #expect(alone.train.classes == 3)
    _ = try write(idx([1, 2, 2], [9, 9, 9, 9]), "t10k-images-idx3-ubyte")
    _ = try write(idx([1], [4]), "t10k-labels-idx1-ubyte.gz", gzipped: true)
    let both = try IDXFolder(path: folder)
    #expect(both.train.count == 10)
    #expect(both.train.classes == 5)
    #expect(both.test?.labels == [4])
  }

  @Test func whatDoesNotFitInAFolderIsNamed() throws {
    let missing = #expect(throws: DatasetError.self) { try IDXFolder(path: folder) }
    #expect(missing?.reason.contains("train-images-idx3-ubyte") == true)
    _ = try write(idx([2, 2, 2], Array(repeating: 0, count: 8)), "train-images-idx3-ubyte")
    _ = try write(idx([3], [0, 1, 2]), "train-labels-idx1-ubyte")
    let counts = #expect(throws: DatasetError.self) { try IDXFolder(path: folder) }
    #expect(counts?.reason.contains("3 labels for 2 images") == true)
  }

  @Test func aSplitKeepsEveryImageOnceAndFollowsItsSeed() {
    let images = LabeledImages(
      width: 1, height: 1, classes: 10, pixels: (0..<100).map { UInt8($0) },
      labels: (0..<100).map { UInt8($0 % 10) })
    let (rest, part) = images.split(fraction: 0.2, seed: 1)
    #expect(part.count == 20)
    #expect((rest.pixels + part.pixels).sorted() == images.pixels)
    #expect(zip(part.pixels, part.labels).allSatisfy { $0 % 10 == $1 })
    #expect(images.split(fraction: 0.2, seed: 1).part == part)
    #expect(images.split(fraction: 0.2, seed: 2).part != part)
  }
}
