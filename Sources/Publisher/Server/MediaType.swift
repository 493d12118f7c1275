/// What a file is, by its name, for `Content-Type`.
enum MediaType {
  static func of(_ name: String) -> String {
    let types = [
      ".json": "application/json",
      ".sh": "text/x-shellscript; charset=utf-8",
      ".tar.gz": "application/gzip",
      ".pem": "application/x-pem-file",
      ".txt": "text/plain; charset=utf-8",
      ".html": "text/html; charset=utf-8",
    ]
    return types.first { name.hasSuffix($0.key) }?.value ?? "application/octet-stream"
  }
}
