/// The version of the program (semantic versioning).
package enum ProgramVersion {
  package static let text = "0.1.0"
}
