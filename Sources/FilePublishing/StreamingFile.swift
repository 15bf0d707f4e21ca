import Glibc

/// A file that grows in pieces and gets its name when it is finished and flushed.
package final class StreamingFile {
  private static let blockOctets = 1 << 20

  private let folder: OutputFolder
  private let name: String
  private let temporary: String
  private let file: FileDescriptor
  private var block: [UInt8] = []
  private var isFinished = false
  /// Octets so far: the offset of what is written next.
  package private(set) var size = 0

  init(folder: OutputFolder, name: String, temporary: String, file: consuming FileDescriptor) {
    self.folder = folder
    self.name = name
    self.temporary = temporary
    self.file = file
    block.reserveCapacity(StreamingFile.blockOctets + 4096)
  }

  deinit {
    if !isFinished { folder.discard(temporary) }
  }

  /// Appends octets.
  package func write(_ octets: [UInt8]) throws(FileError) {
    size += octets.count
    if octets.count >= StreamingFile.blockOctets {
      try writeBlock()
      try write(block: octets)
    } else {
      block.append(contentsOf: octets)
      if block.count >= StreamingFile.blockOctets { try writeBlock() }
    }
  }

  /// Ends the file; it has its name when the folder has been flushed, unless the old one holds the same.
  package func finish() throws(FileError) {
    try writeBlock()
    isFinished = true
    if folder.isRepetition(temporary, of: name) {
      folder.discard(temporary)
    } else {
      folder.rename(later: temporary, to: name)
    }
  }

  private func writeBlock() throws(FileError) {
    try write(block: block)
    block.removeAll(keepingCapacity: true)
  }

  private func write(block: [UInt8]) throws(FileError) {
    try block.withTyped { (buffer) throws(FileError) in try file.write(buffer, path: folder.fullPath(temporary)) }
    file.beginWritingBack()
  }
}
