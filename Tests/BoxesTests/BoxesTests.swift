import Boxes
import Testing

@Suite struct BoxesTests {
  @Test func aBoxOfCornersHasTheAreaOfItsSides() {
    #expect(PixelBox(left: 1, top: 2, right: 4, bottom: 7).area == 15)
    #expect(
      PixelBox(x: 1, y: 2, width: 3, height: 5) == PixelBox(left: 1, top: 2, right: 4, bottom: 7))
  }

  @Test func aStatedAreaIsKept() {
    let box = PixelBox(x: 0.1, y: 0, width: 0.2, height: 1)
    #expect(box.area == 0.2)
    #expect(box.right - box.left != 0.2)
  }

  @Test(arguments: [
    PixelBox(x: 0, y: 0, width: 0, height: 1), PixelBox(x: 0, y: 0, width: 1, height: -1),
    PixelBox(left: .nan, top: 0, right: 1, bottom: 1),
  ])
  func boxesWithoutExtentAreDegenerate(box: PixelBox) {
    #expect(box.isDegenerate)
  }

  @Test func onlyBoxesOfFiniteNumbersAreFinite() {
    #expect(PixelBox(x: 0, y: 0, width: 1, height: 1).isFinite)
    #expect(!PixelBox(x: 0, y: 0, width: .infinity, height: 1).isFinite)
    #expect(!PixelBox(left: 0, top: 0, right: 1e300, bottom: 1e300).isFinite)
    #expect(!UnitBox<Float>(x: .nan, y: 0, width: 1, height: 1).isFinite)
  }

  @Test func theJaccardIndexIsTheSharedPartOfTheUnion() {
    let box = UnitBox<Double>(x: 0, y: 0, width: 0.5, height: 0.5)
    #expect(box.iou(with: box) == 1)
    #expect(box.iou(with: UnitBox(x: 0.25, y: 0, width: 0.5, height: 0.5)) == 1.0 / 3)
    #expect(box.iou(with: UnitBox(x: 0.5, y: 0, width: 0.5, height: 0.5)) == 0)
    #expect(box.iou(with: UnitBox(x: 0.1, y: 0.1, width: 0, height: 0)) == 0)
  }

  @Test func clippingKeepsThePartWithinTheImage() {
    let box = UnitBox<Float>(x: -0.25, y: 0.5, width: 0.5, height: 1)
    #expect(box.clipped == UnitBox(x: 0, y: 0.5, width: 0.25, height: 0.5))
    #expect(UnitBox<Float>(x: 1, y: 0, width: 1, height: 1).clipped == nil)
    #expect(UnitBox<Float>(x: .nan, y: 0, width: 1, height: 1).clipped == nil)
  }

  @Test func mirroringTwiceGivesTheBoxBack() {
    let box = UnitBox<Float>(x: 0.25, y: 0.5, width: 0.125, height: 0.25)
    #expect(box.flipped == UnitBox(x: 0.625, y: 0.5, width: 0.125, height: 0.25))
    #expect(box.flipped.flipped == box)
    #expect(box.flippedVertically == UnitBox(x: 0.25, y: 0.25, width: 0.125, height: 0.25))
    #expect(box.flippedVertically.flippedVertically == box)
  }

  @Test func aBoxOfAPartIsTheSameBoxInTheWhole() {
    let part = UnitBox<Float>(x: 0.25, y: 0.5, width: 0.5, height: 0.25)
    let box = UnitBox<Float>(x: 0.5, y: 0.625, width: 0.25, height: 0.125)
    #expect(box.relative(to: part) == UnitBox(x: 0.5, y: 0.5, width: 0.5, height: 0.5))
    #expect(box.relative(to: part).absolute(in: part) == box)
    #expect(box.relative(to: .whole) == box)
  }

  @Test func fractionsAndPixelsConvertIntoEachOther() {
    let box = UnitBox<Double>(x: 0.25, y: 0.5, width: 0.5, height: 0.25)
    let pixels = PixelBox(box, imageWidth: 64, imageHeight: 32)
    #expect(pixels == PixelBox(x: 16, y: 16, width: 32, height: 8))
    #expect(UnitBox(pixels, imageWidth: 64, imageHeight: 32) == box)
    #expect(UnitBox<Double>(UnitBox<Float>(box)) == box)
  }

  @Test func aPixelBoxIsClippedToItsImage() {
    let wide = PixelBox(left: -1e300, top: 8, right: 1e300, bottom: 16)
    #expect(
      UnitBox(clipping: wide, imageWidth: 16, imageHeight: 16)
        == UnitBox<Float>(x: 0, y: 0.5, width: 1, height: 0.5))
    let outside = PixelBox(left: 20, top: 0, right: 30, bottom: 16)
    #expect(UnitBox(clipping: outside, imageWidth: 16, imageHeight: 16) == nil)
  }
}
