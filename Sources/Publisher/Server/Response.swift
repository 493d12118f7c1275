internal import Host

/// The answer to one request: its head, and the part of a file that follows.
struct Response {
  enum Status: String {
    case ok = "200 OK"
    case partialContent = "206 Partial Content"
    case notModified = "304 Not Modified"
    case badRequest = "400 Bad Request"
    case notFound = "404 Not Found"
    case methodNotAllowed = "405 Method Not Allowed"
    case rangeNotSatisfiable = "416 Range Not Satisfiable"
    case headTooLarge = "431 Request Header Fields Too Large"
    case failed = "500 Internal Server Error"
    case unavailable = "503 Service Unavailable"
  }

  let status: Status
  /// With the text of an error after it.
  let head: [UInt8]
  /// What of the file follows the head; `nil` for nothing.
  let body: (file: ServedFile, range: Range<Int>)?
  let closesConnection: Bool

  /// The answer to what is no request, or cannot be served at all; the connection ends with it.
  static func refusal(_ status: Status) -> Response {
    Response(status, [], text: true, isHead: false, closes: true)
  }

  /// Looks up what is asked for.
  static func answer(to request: RequestHead, in folder: Directory) -> Response {
    let isHead = request.method == "HEAD"
    // A body that nobody reads would be taken for the next request.
    let closes = !request.keepsAlive || request.hasBody
    func problem(_ status: Status, _ fields: [String] = []) -> Response {
      Response(status, fields, text: true, isHead: isHead, closes: closes)
    }
    guard isHead || request.method == "GET" else {
      return problem(.methodNotAllowed, ["Allow: GET, HEAD"])
    }
    do {
      guard let file = try ServedFile(RequestPath(request.path), in: folder) else {
        return problem(.notFound)
      }
      return answer(to: request, with: file, isHead: isHead, closes: closes)
    } catch RequestPath.Problem.malformed {
      return problem(.badRequest)
    } catch RequestPath.Problem.notServed {
      return problem(.notFound)
    } catch {
      return problem(.failed)
    }
  }

  private static func answer(
    to request: RequestHead, with file: ServedFile, isHead: Bool, closes: Bool
  ) -> Response {
    var fields = ["ETag: \(file.entityTag)", "Accept-Ranges: bytes", "Cache-Control: no-cache"]
    if request.alreadyHas(file.entityTag) {
      return Response(.notModified, fields, closes: closes)
    }
    // Only the validator that the client holds makes two parts of one file (RFC 9110 section 13.1.5).
    let isSame = request["if-range"].map { $0 == file.entityTag } ?? true
    let asked =
      isHead || !isSame ? ByteRange.whole : ByteRange(request["range"], length: file.length)
    let range: Range<Int>
    let status: Status
    switch asked {
    case .unsatisfiable:
      return Response(
        .rangeNotSatisfiable, ["Content-Range: bytes */\(file.length)"], text: true,
        isHead: isHead, closes: closes)
    case .whole:
      (status, range) = (.ok, 0..<file.length)
    case .part(let part):
      (status, range) = (.partialContent, part)
      fields.append(
        "Content-Range: bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.length)")
    }
    fields += ["Content-Type: \(file.mediaType)", "Content-Length: \(range.count)"]
    return Response(
      status, fields, body: isHead || range.isEmpty ? nil : (file, range), closes: closes)
  }

  private init(
    _ status: Status, _ fields: [String], text: Bool = false, isHead: Bool = false,
    body: (file: ServedFile, range: Range<Int>)? = nil, closes: Bool
  ) {
    self.status = status
    self.body = body
    closesConnection = closes
    var lines = ["HTTP/1.1 \(status.rawValue)", "Server: stigmerup-publish"] + fields
    var content = ""
    if text {
      content = "\(status.rawValue)\n"
      lines += [
        "Content-Type: text/plain; charset=utf-8", "Content-Length: \(content.utf8.count)",
      ]
    }
    lines.append("Connection: \(closes ? "close" : "keep-alive")")
    head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + (isHead ? "" : content)).utf8)
  }
}
