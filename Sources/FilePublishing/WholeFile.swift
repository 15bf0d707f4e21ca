import Glibc

/// Publishes single files outside an output folder: beside its place, flushed, renamed.
package enum WholeFile {
  /// Writes a file; one that holds the same octets keeps its time unless `touching`.
  package static func write(
    _ octets: [UInt8], to path: String, mode: FileMode = .everybodyReads, touching: Bool = false
  ) throws(FileError) {
    let (folder, name) = split(path)
    let output = try OutputFolder(folder)
    try output.write(octets, to: name, mode: mode)
    try output.flush()
    if touching, utimensat(AT_FDCWD, path, nil, 0) != 0 { throw FileError.system(path) }
  }

  /// Writes a file in pieces; after an error it is what it was.
  package static func write(to path: String, mode: FileMode, _ body: (StreamingFile) throws -> Void) throws {
    let (folder, name) = split(path)
    let output = try OutputFolder(folder)
    let file = try output.stream(to: name, mode: mode)
    try body(file)
    try file.finish()
    try output.flush()
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let cut = path.lastIndex(of: "/") else { return (".", path) }
    return (cut == path.startIndex ? "/" : String(path[..<cut]), String(path[path.index(after: cut)...]))
  }
}
