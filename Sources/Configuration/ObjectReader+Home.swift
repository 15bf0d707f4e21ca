import Diagnostics
import DocumentModel
import AttributeValidation
import PKIModel

extension ObjectReader {
  /// A UUID that must be there.
  mutating func uniqueID(_ name: StaticString) -> UniqueID? {
    guard let text = requiredString(name) else { return nil }
    if let id = UniqueID(text) { return id }
    refuse(name, "\"\(text)\" is not a UUID", fix: "write 32 hexadecimal digits as 8-4-4-4-12")
    return nil
  }

  /// A path below the home that must be there.
  mutating func homePath(_ name: StaticString) -> String? {
    guard let path = requiredString(name) else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      refuse(name, "\"\(path)\" leaves the home", fix: "write a path relative to the home")
      return nil
    }
    return path
  }

  /// A path that must be there, absolute or below the home.
  mutating func filePath(_ name: StaticString) -> String? {
    guard let path = requiredString(name) else { return nil }
    let parts = (path.hasPrefix("/") ? path.dropFirst() : path[...]).split(
      separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }) else {
      refuse(name, "\"\(path)\" is not a plain path", fix: "write it absolute or relative to the home, without ..")
      return nil
    }
    return path
  }

  /// A whole number within bounds; nil where it is absent.
  mutating func integer(_ name: StaticString, in bounds: ClosedRange<Int>) -> Int? {
    guard let value = integer(name) else { return nil }
    if bounds.contains(value) { return value }
    refuse(
      name, "\(value) is not allowed", fix: "write a number from \(bounds.lowerBound) to \(bounds.upperBound)")
    return nil
  }

  /// An array of words, each of which must mean something.
  mutating func words<Value>(
    _ name: StaticString, expected: String, _ meaning: (String) -> Value?
  ) -> [Value] {
    strings(name).compactMap { word in
      if let value = meaning(word) { return value }
      refuse(name, "\"\(word)\" is not \(expected)", fix: "write \(expected)")
      return nil
    }
  }

  /// A regular expression; nil where it is absent.
  mutating func pattern(_ name: StaticString) -> ValuePattern? {
    guard let source = string(name) else { return nil }
    if let pattern = ValuePattern(source) { return pattern }
    refuse(name, "\"\(source)\" is not a regular expression", fix: "write one that ICU understands")
    return nil
  }

  /// Reports that a member's value is not allowed.
  func refuse(_ name: StaticString, _ problem: String, fix remedy: String) {
    findings.add(Finding(.memberValue, at: pointer(name), problem, fix: remedy))
  }
}
