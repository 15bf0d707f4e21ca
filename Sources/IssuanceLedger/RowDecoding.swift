import Foundation
import GRDB
import PKIModel

// Rows hold what this module wrote; anything else means that the file was damaged.

extension Row {
  func octets(_ index: Int) -> [UInt8] {
    (try? withUnsafeData(atIndex: index) { $0.map { [UInt8]($0) } }) ?? []
  }

  func optionalOctets(_ index: Int) -> [UInt8]? {
    hasNull(atIndex: index) ? nil : octets(index)
  }

  func uniqueID(_ index: Int) throws -> UniqueID {
    guard let id = UniqueID(octets: octets(index)) else { throw LedgerError.damaged("a UUID is not one") }
    return id
  }
}

extension RecordRow {
  func uniqueID(_ column: CInt) throws -> UniqueID {
    guard let id = withOctets(column, { UniqueID(octets: $0) }) else { throw LedgerError.damaged("a UUID is not one") }
    return id
  }

  /// The columns of UUIDs that may be missing are never NULL; no octets stand for none.
  func optionalID(_ column: CInt) throws -> UniqueID? { octetCount(column) == 0 ? nil : try uniqueID(column) }

  func serialNumber(_ column: CInt) throws -> SerialNumber {
    guard let number = SerialNumber(magnitude: octets(column)) else {
      throw LedgerError.damaged("a serial number is not one")
    }
    return number
  }

  func certificateState(_ column: CInt) throws -> CertificateState {
    let state = withOctets(column) { octets in
      CertificateState.allCases.first { $0.rawValue.utf8.elementsEqual(octets) }
    }
    guard let state else { throw LedgerError.damaged("a certificate's state is not one") }
    return state
  }

  func reason(_ column: CInt) throws -> RevocationReason {
    guard let reason = RevocationReason(rawValue: Int(integer(column))) else {
      throw LedgerError.damaged("a revocation reason is unknown")
    }
    return reason
  }
}

extension RequestRecord {
  static let columns =
    "position, name, duplicate, run, last_run, digest, operation, outcome, configuration, certificate, detail"

  convenience init(row: RecordRow) throws {
    self.init(
      position: Int(row.integer(0)), id: row.text(1), isDuplicate: row.integer(2) != 0, run: Int(row.integer(3)),
      lastRun: Int(row.integer(4)), digest: row.octets(5), operation: row.text(6), outcome: row.text(7),
      configurationDigest: row.octets(8), certificate: try row.optionalID(9),
      detail: row.octets(10))
  }
}

extension CertificateRecord {
  static let columns = """
    c.uuid, c.authority, c.profile, c.serial, \(LedgerSchema.certificateState), c.tbs, s.signature, s.fingerprint,
    c.request, c.id
    """
  static let columnCount: CInt = 10
  static let select = "SELECT \(columns) FROM certificate c LEFT JOIN signature s ON s.certificate = c.id"

  convenience init(row: RecordRow) throws {
    self.init(
      uuid: try row.uniqueID(0), authority: try row.uniqueID(1), raProfile: try row.optionalID(2),
      serialNumber: try row.serialNumber(3), state: try row.certificateState(4), tbs: row.octets(5),
      signature: row.optionalOctets(6), fingerprint: row.optionalOctets(7), request: row.optionalOctets(8),
      ledgerNumber: row.integer(9))
  }
}

extension Revocation {
  static let columns = "r.reason, r.date, r.invalidity"
  static let columnCount: CInt = 3

  /// - Parameter first: Where its columns begin.
  init(of certificate: UniqueID, row: RecordRow, from first: CInt) throws {
    self.init(
      certificate: certificate, reason: try row.reason(first), date: UTCInstant(seconds: row.integer(first + 1)),
      invalidityDate: row.optionalInteger(first + 2).map(UTCInstant.init(seconds:)))
  }
}

extension CertificateStanding {
  static let columns = "c.uuid, c.authority, c.profile, c.serial, \(LedgerSchema.certificateState), c.id"

  init(row: RecordRow) throws {
    self.init(
      uuid: try row.uniqueID(0), authority: try row.uniqueID(1), raProfile: try row.optionalID(2),
      serialNumber: try row.serialNumber(3), state: try row.certificateState(4), ledgerNumber: row.integer(5))
  }
}

extension EndEntity {
  static let columns = "profile, username, subject, alt_name, email, extensions, status, password"

  init(row: Row) throws {
    guard let status = EndEntityStatus(rawValue: row[6]),
      let pairs = try? JSONDecoder().decode([[String]].self, from: Data((row[5] as String).utf8)),
      pairs.allSatisfy({ $0.count == 2 })
    else { throw LedgerError.damaged("an end entity's status or extension data cannot be read") }
    self.init(
      raProfile: try row.uniqueID(0), username: row[1], subjectDN: row[2], subjectAltName: row[3], email: row[4],
      extensionData: pairs.map { ExtensionDatum(name: $0[0], value: $0[1]) }, status: status, passwordHash: row[7])
  }

  /// The extension data as the column holds it.
  var extensionColumn: String {
    let pairs = extensionData.map { [$0.name, $0.value] }
    // Arrays of strings always encode.
    return (try? JSONEncoder().encode(pairs)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
