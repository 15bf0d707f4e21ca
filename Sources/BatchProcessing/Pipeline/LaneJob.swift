import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting

/// Work for a lane, several requests at a time: handing one over costs as much as a small part of the work itself.
enum LaneJob: Sendable {
  case prepare([ManifestRecord])
  case decide([OpenRequest])
  case sign([CertificateRecord], with: SigningKey)
  case render([CompletedRequest])
}

/// A request on its way.
struct OpenRequest: Sendable {
  let prepared: PreparedRequest
  /// How often a decision about it could not be recorded.
  var attempt = 0
}

/// What a lane gives back.
enum LaneOutput: Sendable {
  case prepared([PreparedRequest])
  case decided([(request: OpenRequest, decision: Decision)])
  case signed([CertificateRecord], [Result<RecordedSignature, SigningFailure>])
  case rendered([RenderedResult])
  /// The run cannot go on.
  case stopped(RunProblem)
}

/// Why a certificate could not be signed.
struct SigningFailure: Error, Hashable, Sendable {
  let text: String
}
