import DERCoding
import Diagnostics
import PKIModel

/// A certificate as somebody hands it in: DER, base64 of DER, PEM or base64 of PEM, alone or in a PKCS#7 bag.
enum CertificateText {
  /// What is read, in the API's words where it is none.
  static func certificate(_ octets: [UInt8], at place: String) throws(RefusedRequest) -> Certificate {
    guard !octets.isEmpty, let content = Wrapping(octets) else {
      throw unsupported("it is neither base64 nor PEM", place)
    }
    switch content {
    case .der(let der): return try certificate(der: der, place)
    case .pem(let text): return try certificate(pem: text, place)
    }
  }

  private static func certificate(pem text: [UInt8], _ place: String) throws(RefusedRequest) -> Certificate {
    let der: [UInt8]
    do {
      der = try PEM.decodeSingle(text, labels: ["CERTIFICATE", "X509 CERTIFICATE", "PKCS7"])
    } catch {
      switch error {
      case .label(let label):
        throw refusal(
          "Uploaded PEM encoded content is not certificate. Uploaded PEM type: \(label)", place,
          fix: "give a PEM block CERTIFICATE")
      case .moreThanOneBlock: throw unsupported("it has more than one PEM block", place)
      case .noBlock, .unterminated, .headers, .base64: throw unsupported("its PEM block is malformed", place)
      }
    }
    return try certificate(der: der, place)
  }

  private static func certificate(der: [UInt8], _ place: String) throws(RefusedRequest) -> Certificate {
    if isPKCS12(der) {
      throw refusal("Unsupported certificate format PKCS#12", place, fix: "give the certificate alone")
    }
    if let bag = try? CertificateBag.contents(der: der) {
      guard bag.certificates.count == 1, let only = bag.certificates.first else {
        throw unsupported("it holds \(bag.certificates.count) certificates", place)
      }
      return try certificate(alone: only, place)
    }
    return try certificate(alone: der, place)
  }

  private static func certificate(alone der: [UInt8], _ place: String) throws(RefusedRequest) -> Certificate {
    let certificate: Certificate
    do { certificate = try Certificate(der: der) } catch { throw unsupported(error.text, place) }
    // RFC 5280 4.1.1.2; the ledger keeps the algorithm once.
    guard certificate.signatureAlgorithm == certificate.tbs.signatureAlgorithm else {
      throw unsupported("its two signature algorithms differ", place)
    }
    return certificate
  }

  /// PFX (RFC 7292 4): SEQUENCE { INTEGER 3, … }.
  private static func isPKCS12(_ der: [UInt8]) -> Bool {
    var reader = DERReader(der)
    guard var fields = try? reader.enter(.sequence), let version = try? fields.integer() else { return false }
    return version == 3
  }

  private static func unsupported(_ problem: String, _ place: String) -> RefusedRequest {
    refusal(
      "Uploaded certificate content has invalid or unsupported format. Cause: \(problem)", place,
      fix: "give one X.509 certificate of version 3 as DER or PEM")
  }

  private static func refusal(_ problem: String, _ place: String, fix: String) -> RefusedRequest {
    RefusedRequest(.certificateMalformed, at: place, problem, fix: fix)
  }
}
