import Foundation
import PKIModel
import ResultWriting
import Testing

@Suite("The forms of the revocation report")
struct RevocationReportFormTests {
  @Test("JSON has every member in the documented order, an entry a line, null for what is not there")
  func json() throws {
    let uuid = "00000000-0000-8000-8000-0000000000ca"
    let times = "\"thisUpdate\":\"2026-11-24T02:35:03Z\",\"nextUpdate\":\"2026-12-01T02:35:03Z\""
    let expected = [
      #"{"scope":"batch b-1","#,
      #""authorities":["#,
      #"{"uuid":"\#(uuid)","name":"issuing","issuerDn":"CN=Issuing CA, O=Example","crlNumber":7,\#(times)},"#,
      #"{"uuid":"\#(uuid)","name":"idle","issuerDn":"CN=Idle CA","#
        + #""crlNumber":null,"thisUpdate":null,"nextUpdate":null}"#,
      #"],"#,
      #""counts":{"revoked":2,"notRevoked":1,"byReason":{"unspecified":1,"keyCompromise":1,"cACompromise":0,"#
        + #""affiliationChanged":0,"superseded":0,"cessationOfOperation":0,"certificateHold":0,"#
        + #""privilegeWithdrawn":0,"aACompromise":0}},"#,
      #""revocations":["#,
      #"{"certificateUuid":"00000000-0000-8000-8000-000000000001","serialNumber":"abcde0123","#
        + #""issuerDn":"CN=Issuing CA, O=Example","subjectDn":"CN=a\\, b, O=Example","#
        + #""revocationDate":"2026-11-24T02:35:03Z","invalidityDate":"2026-11-20T00:00:00Z","#
        + #""reason":"keyCompromise","reasonCode":1,"requestId":"r-1","batchId":"b-1","previousState":"issued","#
        + #""keyDestroyed":true,"crlShard":3,"result":"OK","code":null,"message":null},"#,
      #"{"certificateUuid":null,"serialNumber":null,"issuerDn":null,"subjectDn":null,"revocationDate":null,"#
        + #""invalidityDate":null,"reason":null,"reasonCode":null,"requestId":"r-2","batchId":"b-1","#
        + #""previousState":null,"keyDestroyed":null,"crlShard":null,"result":"OK","code":null,"message":null}"#,
      #"],"#,
      #""notRevoked":["#,
      #"{"certificateUuid":null,"serialNumber":"1f3a","issuerDn":null,"subjectDn":null,"revocationDate":null,"#
        + #""invalidityDate":null,"reason":"superseded","reasonCode":4,"requestId":"r-3","batchId":"b-1","#
        + #""previousState":null,"keyDestroyed":null,"crlShard":null,"result":"NOT_FOUND","#
        + #""code":"certificate.unknown","message":"no certificate has serial number 1f3a"}"#,
      "]}",
      "",
    ]
    #expect(try RevocationReportFixture().text(.json).components(separatedBy: "\n") == expected)
  }

  @Test("XML has the same names, an entry a line, no element for what is not there")
  func xml() throws {
    let uuid = "00000000-0000-8000-8000-0000000000ca"
    let expected = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<revocationReport xmlns="urn:certmill:revocation-report:1">"#,
      "<scope>batch b-1</scope>",
      "<authorities>",
      "<authority><uuid>\(uuid)</uuid><name>issuing</name><issuerDn>CN=Issuing CA, O=Example</issuerDn>"
        + "<crlNumber>7</crlNumber><thisUpdate>2026-11-24T02:35:03Z</thisUpdate>"
        + "<nextUpdate>2026-12-01T02:35:03Z</nextUpdate></authority>",
      "<authority><uuid>\(uuid)</uuid><name>idle</name><issuerDn>CN=Idle CA</issuerDn></authority>",
      "</authorities>",
      "<counts><revoked>2</revoked><notRevoked>1</notRevoked><byReason><unspecified>1</unspecified>"
        + "<keyCompromise>1</keyCompromise><cACompromise>0</cACompromise><affiliationChanged>0</affiliationChanged>"
        + "<superseded>0</superseded><cessationOfOperation>0</cessationOfOperation>"
        + "<certificateHold>0</certificateHold><privilegeWithdrawn>0</privilegeWithdrawn>"
        + "<aACompromise>0</aACompromise></byReason></counts>",
      "<revocations>",
      "<revocation><certificateUuid>00000000-0000-8000-8000-000000000001</certificateUuid>"
        + "<serialNumber>abcde0123</serialNumber><issuerDn>CN=Issuing CA, O=Example</issuerDn>"
        + "<subjectDn>CN=a\\, b, O=Example</subjectDn><revocationDate>2026-11-24T02:35:03Z</revocationDate>"
        + "<invalidityDate>2026-11-20T00:00:00Z</invalidityDate><reason>keyCompromise</reason>"
        + "<reasonCode>1</reasonCode><requestId>r-1</requestId><batchId>b-1</batchId>"
        + "<previousState>issued</previousState><keyDestroyed>true</keyDestroyed><crlShard>3</crlShard>"
        + "<result>OK</result></revocation>",
      "<revocation><requestId>r-2</requestId><batchId>b-1</batchId><result>OK</result></revocation>",
      "</revocations>",
      "<notRevoked>",
      "<request><serialNumber>1f3a</serialNumber><reason>superseded</reason><reasonCode>4</reasonCode>"
        + "<requestId>r-3</requestId><batchId>b-1</batchId><result>NOT_FOUND</result>"
        + "<code>certificate.unknown</code><message>no certificate has serial number 1f3a</message></request>",
      "</notRevoked>",
      "</revocationReport>",
      "",
    ]
    #expect(try RevocationReportFixture().text(.xml).components(separatedBy: "\n") == expected)
  }

  @Test("CSV has a header line and an entry a line, each ended by CRLF")
  func csv() throws {
    let expected = [
      "section,certificateUuid,serialNumber,issuerDn,subjectDn,revocationDate,invalidityDate,reason,reasonCode,"
        + "requestId,batchId,previousState,keyDestroyed,crlShard,result,code,message",
      "revoked,00000000-0000-8000-8000-000000000001,abcde0123,\"CN=Issuing CA, O=Example\","
        + "\"CN=a\\, b, O=Example\",2026-11-24T02:35:03Z,2026-11-20T00:00:00Z,keyCompromise,1,r-1,b-1,issued,true,3,"
        + "OK,,",
      "revoked,,,,,,,,,r-2,b-1,,,,OK,,",
      "notRevoked,,1f3a,,,,,superseded,4,r-3,b-1,,,,NOT_FOUND,certificate.unknown,"
        + "no certificate has serial number 1f3a",
      "",
    ]
    #expect(try RevocationReportFixture().text(.csv).components(separatedBy: "\r\n") == expected)
  }

  @Test("an HTML row shows every value of its entry: name, serial number in groups of four, times, codes")
  func htmlRow() throws {
    let html = try RevocationReportFixture().text(.html).components(separatedBy: "\n")
    let full =
      "<tr><th scope=\"row\"><div class=\"dn\"><b>CN=a\\, b</b>, O=Example</div>"
      + "<div class=\"s\">Issued by CN=Issuing CA, O=Example</div>"
      + "<div class=\"s m\">00000000-0000-8000-8000-000000000001</div></th>"
      + "<td><div class=\"sn\"><i>a</i><i>bcde</i><i>0123</i></div></td>"
      + "<td><time>2026-11-24T02:35:03Z</time>"
      + "<div class=\"s\">Invalid from <time>2026-11-20T00:00:00Z</time></div></td>"
      + "<td>Key compromise<div class=\"s\">Code 1</div></td>"
      + "<td><div class=\"id\">r-1</div><div class=\"s\">b-1</div></td>"
      + "<td>Issued<div class=\"s\">Key destroyed</div><div class=\"s\">CRL shard 3</div></td>"
      + "<td><div class=\"tag ok\">OK</div></td></tr>"
    let refused =
      "<tr><th scope=\"row\"><div class=\"s\">Subject not known</div></th>"
      + "<td><div class=\"sn\"><i>1f3a</i></div></td><td>Superseded<div class=\"s\">Code 4</div></td>"
      + "<td><div class=\"id\">r-3</div><div class=\"s\">b-1</div></td><td>–</td>"
      + "<td><div class=\"tag\">NOT_FOUND</div><div class=\"code\">certificate.unknown</div></td>"
      + "<td><div class=\"msg\">no certificate has serial number 1f3a</div></td></tr>"
    #expect(html.contains(full))
    #expect(html.contains(refused))
  }

  @Test("the HTML page says its language and title, and asks the network for nothing")
  func htmlPage() throws {
    let html = try RevocationReportFixture().text(.html)
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"))
    #expect(html.contains("<title>Revocation report: batch b-1</title>"))
    #expect(html.contains("default-src 'none'"))
    for word in ["http:", "https:", "src=", "url(", "@import", "<script", "<link"] {
      #expect(!html.contains(word), "\(word) can ask for something outside of the page")
    }
  }

  @Test("the HTML summary gives each authority's CRL, both totals and all nine reasons")
  func htmlSummary() throws {
    let html = try RevocationReportFixture().text(.html)
    #expect(html.contains("<td class=\"n\">7</td><td><time>2026-11-24T02:35:03Z</time></td>"))
    #expect(html.contains("<a href=\"#revoked\">Revoked</a></dt><dd>2</dd>"))
    #expect(html.contains("<a href=\"#not-revoked\">Asked and not revoked</a></dt><dd>1</dd>"))
    for reason in RevocationReason.allCases {
      #expect(html.contains("<th scope=\"row\">\(reason.label)"), "\(reason.label) is not in the summary")
    }
  }
}
