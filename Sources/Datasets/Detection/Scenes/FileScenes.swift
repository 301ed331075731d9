internal import Synchronization

/// Scenes with images in files, decoded once and cached up to a limit.
///
/// It is safe to use from several threads.
public final class FileScenes: SceneSource {
  public let classes: [String]
  /// The files, in order.
  public let files: SceneFiles
  /// The largest width and height of the image of a scene, in pixels.
  public let side: Int
  private let listed: [String]
  private let cacheLimit: Int
  private let memory = Mutex(Memory())

  private struct Memory {
    var scenes: [Int: Scene] = [:]
    var bytes = 0
    /// The errors of images that cannot be read; they are not tried again.
    var failures: [Int: DatasetError] = [:]
    /// The problems of the boxes of an image.
    var told: [Int: [String]] = [:]
  }

  /// - Parameters:
  ///   - side: The largest width and height; larger images are shrunk so that the cache holds more.
  ///   - cacheLimit: The bytes of images to keep; the first ones stay.
  init(_ list: SceneList, classes: [String], side: Int, cacheLimit: Int) {
    precondition(side > 0, "an image has at least one pixel")
    files = list.files
    listed = list.problems + list.files.problems
    self.classes = classes
    self.side = side
    self.cacheLimit = cacheLimit
  }

  public var count: Int { files.count }

  /// Everything left out: boxes without an area or outside of the image, names that match nothing.
  ///
  /// An image that cannot be read is reported by the error that `scene` throws.
  public var problems: [String] {
    listed + memory.withLock { $0.told.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  /// The bytes of images in the cache.
  public var cachedBytes: Int { memory.withLock { $0.bytes } }

  public func scene(_ index: Int, epoch: Int) throws(DatasetError) -> Scene {
    let known = memory.withLock { ($0.scenes[index], $0.failures[index]) }
    if let scene = known.0 { return scene }
    if let failure = known.1 { throw failure }
    do throws(DatasetError) {
      return try read(index)
    } catch {
      memory.withLock { $0.failures[index] = error }
      throw error
    }
  }

  private func read(_ index: Int) throws(DatasetError) -> Scene {
    let file = files[index]
    let decoded = try ImageFile.decode(
      try WholeFile.bytes(of: file.path), path: file.path, least: side)
    let image = decoded.image
    let placed = file.placed(width: decoded.fullWidth, height: decoded.fullHeight)
    let scene = Scene(
      image: image.resized(width: min(side, image.width), height: min(side, image.height)),
      objects: placed.objects)
    memory.withLock { memory in
      if !placed.problems.isEmpty { memory.told[index] = placed.problems }
      let bytes = scene.image.pixels.count
      if memory.bytes + bytes <= cacheLimit, memory.scenes[index] == nil {
        memory.scenes[index] = scene
        memory.bytes += bytes
      }
    }
    return scene
  }
}
