import Foundation
import SeededRandom
import TestSupport
import Testing

@testable import Datasets

/// The images in `Images` are a gradient: red 6x, green 10y, blue 120; 40×24, `large.jpg` 160×96.
@Suite struct ImageFileTests {
  static let names = [
    "rgb.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "large.jpg", "rgb.png", "grey.png",
    "palette.png", "transparent.png", "rgb16.png", "grey16.png",
  ]

  static func path(_ name: String) throws -> String {
    let folder = try #require(Bundle.module.resourcePath)
    return folder + "/Images/" + name
  }

  private func color(_ image: Image, _ x: Int, _ y: Int) -> [Int] {
    image.pixels[(y * image.width + x) * 3..<(y * image.width + x + 1) * 3].map(Int.init)
  }

  @Test(arguments: [
    ("rgb.jpg", 8), ("progressive.jpg", 8), ("cmyk.jpg", 5), ("rgb.png", 0), ("palette.png", 12),
    ("rgb16.png", 0),
  ])
  func coloursAreThoseOfTheGradient(name: String, tolerance: Int) throws {
    let image = try ImageFile.read(try Self.path(name))
    #expect(image.width == 40 && image.height == 24)
    for (x, y) in [(0, 0), (20, 12), (39, 23), (5, 20)] {
      for (got, expected) in zip(color(image, x, y), [6 * x, 10 * y, 120]) {
        #expect(abs(got - expected) <= tolerance, "\(x), \(y)")
      }
    }
  }

  @Test(arguments: ["grey.jpg", "grey.png", "grey16.png"])
  func greyIsTheSameInAllChannels(name: String) throws {
    let image = try ImageFile.read(try Self.path(name))
    let pixel = color(image, 30, 6)
    #expect(pixel[0] == pixel[1] && pixel[1] == pixel[2])
    let expected = name == "grey16.png" ? 180 : (299 * 180 + 587 * 60 + 114 * 120) / 1000
    #expect(abs(pixel[0] - expected) <= 2)
  }

  @Test func transparentPartsLieOnBlack() throws {
    let image = try ImageFile.read(try Self.path("transparent.png"))
    #expect(color(image, 10, 3) == [60, 30, 120])
    #expect(color(image, 10, 20) == [0, 0, 0])
  }

  @Test(arguments: [(200, 160), (96, 160), (49, 160), (48, 80), (24, 40), (12, 20), (1, 20)])
  func aLargeJPEGIsDecodedSmallerWhenThatIsEnough(least: Int, width: Int) throws {
    let image = try ImageFile.read(try Self.path("large.jpg"), least: least)
    #expect(image.width == width)
    #expect(image.height == width * 96 / 160)
    let (x, y) = (image.width / 2, image.height / 2)
    let shown = color(image, x, y)
    #expect(abs(shown[0] - 120) <= 10 && abs(shown[1] - 120) <= 10 && abs(shown[2] - 120) <= 5)
  }

  @Test(arguments: names)
  func everyCutIsAnErrorUnlessNothingOfTheImageIsMissing(name: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: try Self.path(name)))
    let whole = try ImageFile.read(try Self.path(name))
    for step in 0..<200 {
      let length = bytes.count * step / 200
      do throws(DatasetError) {
        let cut = Array(bytes.prefix(length))
        let image = try ImageFile.decode(cut, path: name, least: nil).image
        // Only the mark of the end may be missing.
        #expect(image == whole && length > bytes.count - 25, "\(length) of \(bytes.count)")
      } catch {
        #expect(error.path == name && !error.reason.contains("\n"))
      }
    }
  }

  @Test(arguments: names)
  func flippedBytesAreAnErrorOrAnImageAndNoCrash(name: String) throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: try Self.path(name)))
    var random = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      var bytes = Array(whole)
      for _ in 0...random.index(below: 3) {
        bytes[random.index(below: bytes.count)] ^= UInt8(1 + random.index(below: 255))
      }
      if let image = try? ImageFile.decode(bytes, path: name, least: nil).image {
        #expect(image.pixels.count == image.width * image.height * 3)
      }
    }
  }

  @Test(arguments: [
    ("", "is empty, 0 bytes"), ("hello", "is neither JPEG nor PNG"), ("GIF89a…", "is a GIF file"),
    ("RIFF....WEBP", "convert it to JPEG or PNG"),
  ])
  func whatIsNoImageIsNamed(text: String, words: String) throws {
    let folder = TemporaryFolder()
    let path = try folder.write(text, "a.jpg")
    let error = #expect(throws: DatasetError.self) { try ImageFile.read(path) }
    #expect(error?.reason.contains(words) == true)
  }

  @Test func missingFilesFoldersAndTooLargeImagesAreErrors() throws {
    let folder = TemporaryFolder()
    var error = #expect(throws: DatasetError.self) { try ImageFile.read(folder.path + "/none") }
    #expect(error?.reason.contains("no such file") == true)
    error = #expect(throws: DatasetError.self) { try ImageFile.read(folder.path) }
    #expect(error?.reason == "is not a file")
    // The header of a JPEG with other sides: 65 000 × 65 000.
    var bytes = try Data(contentsOf: URL(fileURLWithPath: try Self.path("rgb.jpg")))
    let header = try #require(bytes.firstRange(of: Data([0xFF, 0xC0])))
    for offset in [5, 6, 7, 8] { bytes[header.lowerBound + offset] = 0xF0 }
    let path = folder.path + "/large.jpg"
    try bytes.write(to: URL(fileURLWithPath: path))
    error = #expect(throws: DatasetError.self) { try ImageFile.read(path) }
    #expect(error?.reason.contains("more than 100 million") == true)
  }

  @Test func aJPEGOfThousandsOfScansIsRefused() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: try Self.path("progressive.jpg")))
    let scan = try #require(bytes.range(of: Data([0xFF, 0xDA]), options: .backwards)).lowerBound
    let end = try #require(bytes.range(of: Data([0xFF, 0xD9]), options: .backwards)).lowerBound
    var bomb = Data(bytes[..<scan])
    for _ in 0..<3000 { bomb += bytes[scan..<end] }
    bomb += bytes[end...]
    let folder = TemporaryFolder()
    let path = folder.path("bomb.jpg")
    try bomb.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: DatasetError.self) { try ImageFile.read(path) }
    #expect(error?.reason.contains("more than 200 scans") == true)
  }
}
