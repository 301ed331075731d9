import Boxes
import Datasets
import TestSupport
import Testing

@Suite struct VOCFolderTests {
  let folder = TemporaryFolder()

  private func object(_ name: String, _ box: String, _ more: String = "") -> String {
    "<object><name>\(name)</name>\(more)<bndbox>\(box)</bndbox></object>"
  }

  private let box = "<ymin>2</ymin><xmin>1</xmin><ymax>4.5</ymax><xmax>3</xmax>"

  private func reason(_ text: String) throws -> String {
    try folder.write(text, "bad/a.xml")
    let error = #expect(throws: DatasetError.self) {
      try VOCFolder.read(path: folder.path + "/bad")
    }
    return error?.reason ?? ""
  }

  @Test func imagesObjectsAndSplitsAreRead() throws {
    try folder.write(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <!DOCTYPE annotation>
      <annotation verified="yes > no">
        <!-- drawn by hand -->
        <filename>Käfer &amp; Co.jpg</filename>
        <size><width>640</width><height>480</height><depth>3</depth></size>
        \(object("red &#x1F41E;", box, "<pose/><difficult>1</difficult>"))
        \(object("ant", box, "<part><name>leg</name><bndbox><xmin>9</xmin></bndbox></part>"))
      </annotation>
      """, "voc/Annotations/000012.xml")
    try folder.write(
      "<annotation>\(object("<![CDATA[ant]]>", box))</annotation>", "voc/Annotations/b.xml")
    try folder.write("000012  1\n", "voc/ImageSets/Main/ant_val.txt")
    let all = try VOCFolder.read(path: folder.path + "/voc")
    #expect(all.images.map(\.id) == [.text("000012"), .text("b")])
    #expect(all.images[0].fileName == "Käfer & Co.jpg")
    #expect(all.images[0].width == 640)
    #expect(all.categories.map(\.name) == ["ant", "red 🐞"])
    #expect(all.objects.map(\.category) == [1, 0, 0])
    #expect(all.objects.map(\.isDifficult) == [true, false, false])
    #expect(all.objects[0].box == PixelBox(left: 1, top: 2, right: 3, bottom: 4.5))
    for name in [ObjectID.text("000012"), .text("Käfer & Co.jpg"), .number(12)] {
      #expect(all.imageIndex[name] == 0)
    }
    #expect(all.categoryIndex[.text("red 🐞")] == 1)
    #expect(all.categoryIndex[.number(1)] == 0)
    let part = try VOCFolder.read(path: folder.path + "/voc", split: "ant_val")
    #expect(part.images.count == 1)
  }

  @Test func officialClassesHaveTheirPlaces() throws {
    try folder.write("<annotation>\(object("cat", box))</annotation>", "a.xml")
    let data = try VOCFolder.read(path: folder.path)
    #expect(data.categories.count == 20)
    #expect(data.categoryIndex[.text("cat")] == 7)
    #expect(data.categories[7].id == .number(8))
  }

  @Test(arguments: [
    ("", "line 1: this is not XML"),
    ("hello", "line 1: this is not XML"),
    ("<annotation>\n<object>", "line 2: the file ends within <object> of line 2"),
    ("<annotation>\n</object>", "line 2: the closing tag does not match <annotation> of line 1"),
    ("<html></html>", "<html> instead of <annotation>"),
    ("<annotation>\n<object/></annotation>", "line 2: the object has no name"),
    (
      "<annotation><object><name>a</name></object></annotation>",
      "line 1: the object has no bndbox"
    ),
    ("<annotation", "the file ends within a tag"),
    ("<annotation>&unknown;</annotation>", "line 1: unknown entity"),
    ("<annotation><![CDATA[x", "the file ends within <annotation> of line 1"),
    (
      "<annotation>\n<object><name>a</name><bndbox>\n<xmin>x</xmin></bndbox></object></annotation>",
      "line 3: xmin is \"x\", not a number"
    ),
    (
      "<annotation><object><name>a</name><bndbox></bndbox></object></annotation>",
      "the bndbox has no xmin"
    ),
  ])
  func whatIsWrongIsSaidWithTheLine(text: String, words: String) throws {
    let said = try reason(text)
    #expect(said.contains(words), "\(said)")
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY b \"c\">]><annotation>&b;</annotation>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/hostname\">]><annotation>&b;</annotation>",
    String(repeating: "<annotation>", count: 100),
    "<annotation>\u{1}</annotation>",
  ])
  func hostileFilesAreRefused(text: String) throws {
    #expect(try reason(text).hasPrefix("line 1: "))
  }

  @Test func utf16IsRead() throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"utf-16\"?><annotation>\(object("Käfer", box))</annotation>"
    let bytes: [UInt8] =
      [0xFF, 0xFE]
      + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    try folder.write(bytes, "a.xml")
    #expect(try VOCFolder.read(path: folder.path).categories.map(\.name) == ["Käfer"])
  }

  @Test func everyCutIsAnErrorAndNoCrash() throws {
    let whole = "<annotation><a b='c'/>\(object("é &lt;", box))<!-- x --></annotation>"
    for length in 0..<whole.utf8.count {
      #expect(try !reason(String(decoding: whole.utf8.prefix(length), as: UTF8.self)).isEmpty)
    }
  }

  @Test func emptyAndMissingFoldersAreErrors() throws {
    #expect(throws: DatasetError.self) { try VOCFolder.read(path: folder.path) }
    #expect(throws: DatasetError.self) { try VOCFolder.read(path: folder.path + "/none") }
    try folder.write("<annotation></annotation>", "a.xml")
    #expect(throws: DatasetError.self) {
      try VOCFolder.read(path: folder.path, split: "none")
    }
  }
}
