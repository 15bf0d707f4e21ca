import BatchProcessing
import Diagnostics
import TestSupport
import Testing

@Suite("Files that cannot be viewed")
struct FileDescriptionRefusalTests {
  private func refusal(_ octets: some Sequence<UInt8>) throws -> (status: Diagnostics.ExitStatus, lines: [String]) {
    let folder = try TemporaryFolder()
    let path = try folder.write(octets, to: "file")
    do {
      _ = try FileView.of(path)
      return (.success, [])
    } catch {
      return (error.status, error.lines.map { $0.replacing(path, with: "file") })
    }
  }

  @Test(
    "are refused with the kinds that there are",
    arguments: [
      ("", "file: the file is empty"), ("hello", "file: neither base64 nor anything else that is known"),
      ("AAAA", "file: not DER: bytes follow the element (at octet 2)"),
      ("{}", "file: a file of an unknown kind"),
      ("[1]", "file: a file of an unknown kind"), ("<html/>", "file: a file of an unknown kind"),
      ("#!/bin/sh\n", "file: a file of an unknown kind"), ("\u{0}\u{1}\u{2}", "file: a file of an unknown kind"),
      ("0", "file: not DER: the element ends before its length (at octet 1)"),
      ("MAA=", "file: DER of an unknown kind"), ("MAAA", "file: not DER: bytes follow the element (at octet 2)"),
      ("-----BEGIN A-----\nAAAA\n-----END A-----\n", "file: PEM of an unknown kind: A"),
    ])
  func unknown(text: String, problem: String) throws {
    let (status, lines) = try refusal(text.utf8)
    #expect(status == .unreadableInput)
    #expect(lines.first == problem)
    #expect(lines.count == 2 && lines[1].hasPrefix("show understands certificates, requests (PKCS#10, CRMF) and CRLs"))
  }

  @Test(
    "of a known kind are refused with what is wrong",
    arguments: [
      (
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        "file: certificate: the element ends before its length (at octet 2)"
      ),
      (
        "-----BEGIN CERTIFICATE-----\nMAA\n-----END CERTIFICATE-----\n",
        "file: certificate: its PEM block is not base64"
      ),
      ("-----BEGIN CERTIFICATE-----\nMAA=\n", "file: PEM block 1 does not end"),
      ("-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n", "file: PKCS#7 bag of certificates: the element ends"),
      (#"{"id":"a","operation":"x","outcome":"OK"}"# + "\n{\"id\":", "file: line 2 is not a result"),
      (#"{"manifestVersion":2,"batchId":"a"}"# + "\n", "file /manifestVersion manifest.header: version 2 is not known"),
      (#"{"manifestVersion":1,"batchId":"a","requests":["#, "file / "),
    ])
  func malformed(text: String, problem: String) throws {
    let (status, lines) = try refusal(text.utf8)
    #expect(status == .unreadableInput)
    #expect(lines.first?.hasPrefix(problem) == true, "\(lines)")
  }

  @Test("are refused where they are not there, or not files")
  func missing() throws {
    let folder = try TemporaryFolder()
    for path in [folder.file("none"), folder.path, "/dev/null"] {
      #expect {
        try FileView.of(path)
      } throws: { error in
        (error as? RunProblem)?.status == .unreadableInput
      }
    }
  }

  @Test("cut anywhere are viewed or refused", arguments: FileDescriptionTests.files)
  func cut(name: String) throws {
    let octets = try FileDescriptionTests.contents(name)
    for length in stride(from: 0, to: octets.count, by: 97) {
      let (status, _) = try refusal(octets[..<length])
      #expect(status == .success || status == .unreadableInput)
    }
  }
}
