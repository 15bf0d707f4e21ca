import BatchProcessing
import Foundation
import TestSupport
import Testing

/// What `show` says of files.
enum FileView {
  /// The view of a file, which comes in whole lines.
  static func of(_ path: String) throws(RunProblem) -> String {
    var view = ""
    try FileDescription.describe(path: path) { piece in
      #expect(piece.hasSuffix("\n"))
      view += piece
    }
    return view
  }

  /// The view of octets in a file whose name says nothing.
  static func of(_ octets: some Sequence<UInt8>) throws -> String {
    let folder = try TemporaryFolder()
    return try of(try folder.write(octets, to: "file"))
  }

  /// Characters that a terminal obeys, that turn the direction of writing, or that cannot be seen.
  ///
  /// The list is written out here, and not asked from Unicode's properties, because the program does that.
  static func dangerous(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F...0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
        0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
        0xFFF0...0xFFFB, 0xFFFE...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
        true
      default: false
      }
    }
  }
}
