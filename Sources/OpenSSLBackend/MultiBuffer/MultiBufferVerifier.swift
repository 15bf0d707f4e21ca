import CMultiBufferShims

/// Verifies signatures of many keys on P-256 eight at a time; belongs to one lane.
final class MultiBufferVerifier {
  private static let columnOctets = MultiBufferLibrary.lanes * P256Claim.numberOctets

  /// Five columns, each with a number of each lane.
  private let scratch: UnsafeMutablePointer<UInt8>

  init(_ library: MultiBufferLibrary) {
    scratch = .allocate(capacity: 5 * MultiBufferVerifier.columnOctets)
  }

  deinit { scratch.deallocate() }

  /// Whether each signature is known to be good; false says nothing where there are too few to be worth it.
  func areGood(_ claims: [P256Claim]) -> [Bool] {
    var good = [Bool](repeating: false, count: claims.count)
    for group in MultiBufferLibrary.groups(of: claims.count) {
      let mask = goodLanes(claims[group])
      for (lane, place) in group.enumerated() { good[place] = mask >> lane & 1 == 1 }
    }
    return good
  }

  /// A bit for each good signature; lanes that are left over are filled with the first one.
  private func goodLanes(_ claims: ArraySlice<P256Claim>) -> UInt8 {
    for lane in 0..<MultiBufferLibrary.lanes {
      let claim = claims[lane < claims.count ? claims.startIndex + lane : claims.startIndex]
      put(claim.r[...], 0, lane)
      put(claim.s[...], 1, lane)
      put(claim.digest[...], 2, lane)
      put(claim.point[1...P256Claim.numberOctets], 3, lane)
      put(claim.point[(1 + P256Claim.numberOctets)...], 4, lane)
    }
    return cmultibuffer_verify_p256(column(0), column(1), column(2), column(3), column(4))
  }

  private func column(_ number: Int) -> UnsafeMutablePointer<UInt8> {
    scratch + number * MultiBufferVerifier.columnOctets
  }

  private func put(_ octets: ArraySlice<UInt8>, _ number: Int, _ lane: Int) {
    let place = column(number) + lane * P256Claim.numberOctets
    _ = UnsafeMutableBufferPointer(start: place, count: P256Claim.numberOctets).update(fromContentsOf: octets)
  }
}
