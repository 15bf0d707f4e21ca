import ManifestReading
import PKIModel
import RequestResolution
import ResultWriting
import SigningLanes

/// Work for a lane, several requests at a time: handing one over costs as much as a small part of the work itself.
enum LaneJob: Sendable {
  case prepare([ManifestRecord])
  case decide([OpenRequest])
  case sign([CertificateRecord], with: SigningKey)
  case render([CompletedRequest])
}

/// A request that has come through preparation.
struct ArrivedRequest: Sendable {
  /// What the request may have in common with others.
  let touches: [ConflictOrder.Touch]
  /// Whether the request waits for all before it, and all behind it wait for it.
  var goesAlone = false
  let content: Content

  enum Content: Sendable {
    /// Nothing that other requests do could change the decision.
    case decided(DecidedRequest)
    case open(OpenRequest)
  }

  var position: Int {
    switch content {
    case .decided(let request): request.record.position
    case .open(let request): request.record.position
    }
  }
}

/// A request that waits for its decision.
struct OpenRequest: Sendable {
  let record: ManifestRecord
  /// Nil where it must be prepared again.
  let prepared: PreparedRequest?
  /// How often a decision about it could not be recorded.
  var attempt = 0
}

/// A request and what was decided about it.
struct DecidedRequest: Sendable {
  /// Kept, because a decision that cannot be recorded is made again from the beginning.
  ///
  /// What was prepared is not kept: it is large, and memory that is freed by the lane that took it keeps the lanes out
  /// of each other's way.
  let record: ManifestRecord
  let attempt: Int
  let decision: Decision
}

/// What a lane gives back.
enum LaneOutput: Sendable {
  case prepared([ArrivedRequest])
  case decided([DecidedRequest])
  case signed([CertificateRecord], [Result<RecordedSignature, SigningFailure>])
  case rendered([RenderedResult])
  /// The run cannot go on.
  case stopped(RunProblem)
}

/// Why a certificate could not be signed.
struct SigningFailure: Error, Hashable, Sendable {
  let text: String
}
