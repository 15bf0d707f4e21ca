import Glibc

/// Publishes single files outside an output folder: beside its place, flushed, renamed.
package enum WholeFile {
  /// Writes a file; one that holds the same octets keeps its time unless `touching`.
  package static func write(
    _ octets: [UInt8], to path: String, mode: FileMode = .everybodyReads, touching: Bool = false
  ) throws(FileError) {
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    let output = try OutputFolder(folder)
    try output.write(octets, to: name, mode: mode)
    try output.flush()
    if touching, utimensat(AT_FDCWD, path, nil, 0) != 0 { throw FileError.system(path) }
  }
}
