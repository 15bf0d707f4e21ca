import Diagnostics

extension Finding {
  /// The message of the API's error body.
  ///
  /// Where the API's own reader of a payload would have stopped, its words stand in front of ours, which say what is
  /// wrong (domain of the API 1.4).
  var message: String {
    switch code {
    case .documentSyntax, .documentEncoding, .documentDuplicateMember, .documentLimit, .documentForbidden:
      "Unable to read HTTP message: \(problem)"
    case .memberType, .memberUnknown, .memberValue:
      pointer.hasPrefix("/body") ? "Unable to read HTTP message: \(problem)" : problem
    case .memberMissing: pointer.hasPrefix("/body") ? "Validation error: \(problem)" : problem
    default: problem
    }
  }
}
