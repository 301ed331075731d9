import Foundation
import Synchronization

/// A server for one test: receives requests on a port of this machine and keeps them.
final class LocalServer: Sendable {
  /// The server's response to requests.
  enum Manner {
    /// Answers with this status.
    case answers(Int)
    /// Never answers.
    case isSilent
  }

  struct Request: Equatable {
    var line: String
    var headers: [String: String]
    var body: String
  }

  let port: UInt16
  private let descriptor: Int32
  private let manner: Manner
  private let taken = Mutex<[Request]>([])
  private let connections = Mutex<[Int32]>([])

  init?(_ manner: Manner) {
    self.manner = manner
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, size) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, generic, &size) == 0
      }
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    if !isListening { return nil }
    // Each server has a thread of its own, because it may block.
    Thread.detachNewThread {
      // Closed here, where it is used last: its number may at once be that of another server's socket.
      defer { close(descriptor) }
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        self.serve(connection)
      }
    }
  }

  /// The address of a port where nobody listens.
  static func deadRoot() -> String? {
    guard let server = LocalServer(.isSilent) else { return nil }
    defer { server.stop() }
    return server.root
  }

  var root: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { taken.withLock { $0 } }

  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    connections.withLock { all in
      for connection in all { close(connection) }
      all = []
    }
  }

  private func serve(_ connection: Int32) {
    guard case .answers(let status) = manner else {
      connections.withLock { $0.append(connection) }
      return
    }
    defer { close(connection) }
    guard let request = Self.read(connection) else { return }
    taken.withLock { $0.append(request) }
    let answer = Array(
      "HTTP/1.1 \(status) X\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".utf8)
    _ = send(connection, answer, answer.count, 0)
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    while true {
      var block = [UInt8](repeating: 0, count: 4096)
      let count = recv(connection, &block, block.count, 0)
      if count <= 0 { return nil }
      bytes += block[..<count]
      if let request = parse(String(decoding: bytes, as: UTF8.self)) { return request }
    }
  }

  /// The whole request; nil while part of it is missing.
  private static func parse(_ text: String) -> Request? {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let lines = text[..<end.lowerBound].split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let body = String(text[end.upperBound...])
    guard body.utf8.count == headers["content-length"].flatMap({ Int($0) }) ?? 0 else {
      return nil
    }
    return Request(line: String(lines.first ?? ""), headers: headers, body: body)
  }
}
