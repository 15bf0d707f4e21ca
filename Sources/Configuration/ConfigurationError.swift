package import Diagnostics

/// Everything that is wrong with the files of a home, file by file.
package struct ConfigurationError: Error, Hashable, Sendable {
  /// One entry for each file that has findings; never empty.
  package let files: [FindingsError]
}
