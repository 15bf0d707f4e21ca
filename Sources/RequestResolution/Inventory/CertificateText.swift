import DERCoding
import Diagnostics
import PKIModel

/// A certificate as somebody hands it in: DER, base64 of DER, PEM or base64 of PEM, alone or in a PKCS#7 bag.
enum CertificateText {
  /// What is read, in the API's words where it is none.
  static func certificate(_ octets: [UInt8], at place: String) -> Result<Certificate, RefusedRequest> {
    guard !octets.isEmpty, let content = Wrapping(octets) else {
      return unsupported("it is neither base64 nor PEM", place)
    }
    switch content {
    case .der(let der): return certificate(der: der, place)
    case .pem(let text): return certificate(pem: text, place)
    }
  }

  private static func certificate(pem text: [UInt8], _ place: String) -> Result<Certificate, RefusedRequest> {
    do {
      return certificate(der: try PEM.decodeSingle(text, labels: ["CERTIFICATE", "X509 CERTIFICATE", "PKCS7"]), place)
    } catch {
      switch error {
      case .label(let label):
        return refuse(
          "Uploaded PEM encoded content is not certificate. Uploaded PEM type: \(label)", place,
          fix: "give a PEM block CERTIFICATE")
      case .moreThanOneBlock: return unsupported("it has more than one PEM block", place)
      case .noBlock, .unterminated, .headers, .base64: return unsupported("its PEM block is malformed", place)
      }
    }
  }

  private static func certificate(der: [UInt8], _ place: String) -> Result<Certificate, RefusedRequest> {
    if isPKCS12(der) {
      return refuse("Unsupported certificate format PKCS#12", place, fix: "give the certificate alone")
    }
    if let bag = try? CertificateBag.contents(der: der) {
      guard bag.certificates.count == 1, let only = bag.certificates.first else {
        return unsupported("it holds \(bag.certificates.count) certificates", place)
      }
      return certificate(alone: only, place)
    }
    return certificate(alone: der, place)
  }

  private static func certificate(alone der: [UInt8], _ place: String) -> Result<Certificate, RefusedRequest> {
    do {
      let certificate = try Certificate(der: der)
      // RFC 5280 4.1.1.2; the ledger keeps the algorithm once.
      guard certificate.signatureAlgorithm == certificate.tbs.signatureAlgorithm else {
        return unsupported("its two signature algorithms differ", place)
      }
      return .success(certificate)
    } catch {
      return unsupported(error.text, place)
    }
  }

  /// PFX (RFC 7292 4): SEQUENCE { INTEGER 3, … }.
  private static func isPKCS12(_ der: [UInt8]) -> Bool {
    var reader = DERReader(der)
    guard var fields = try? reader.enter(.sequence), let version = try? fields.integer() else { return false }
    return version == 3
  }

  private static func unsupported(_ problem: String, _ place: String) -> Result<Certificate, RefusedRequest> {
    refuse(
      "Uploaded certificate content has invalid or unsupported format. Cause: \(problem)", place,
      fix: "give one X.509 certificate of version 3 as DER or PEM")
  }

  private static func refuse(_ problem: String, _ place: String, fix: String) -> Result<Certificate, RefusedRequest> {
    .failure(RefusedRequest(findings: [Finding(.certificateMalformed, at: place, problem, fix: fix)]))
  }
}
