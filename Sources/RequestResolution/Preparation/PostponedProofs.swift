import PKIModel

/// Proofs of possession that are verified together, after the requests of several records were prepared.
///
/// Until then they count as given; what was prepared with one that is not given is thrown away.
final class PostponedProofs {
  private var requests: [CertificationRequest] = []
  private var owners: [Int] = []
  /// The record that is being prepared.
  var owner = 0

  /// Notes a request to be verified later.
  func postpone(_ request: CertificationRequest) -> ProofOutcome {
    requests.append(request)
    owners.append(owner)
    return .valid
  }

  /// The records with a proof that is not known to be given.
  func doubtfulOwners(_ cryptography: any RequestCryptography) -> Set<Int> {
    let isProven = cryptography.provenTogether(requests)
    return Set(owners.indices.filter { !isProven[$0] }.map { owners[$0] })
  }
}
