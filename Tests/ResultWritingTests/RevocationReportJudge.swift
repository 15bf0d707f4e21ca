/// Reads a folder's reports with Python's own readers and compares them with `strings.json`.
enum RevocationReportJudge {
  static let python = #"""
    import csv, json, re, sys
    import xml.etree.ElementTree as tree
    from html.parser import HTMLParser

    folder = sys.argv[1] + "/"
    strings = json.load(open(folder + "strings.json", encoding="utf-8"))
    members = ["issuerDn", "subjectDn", "requestId", "batchId", "result", "code", "message"]

    def shown(pattern, text):
        return re.sub(pattern, lambda match: "\\u%04x" % ord(match.group()), text)

    def equal(found, expected, where):
        if found != expected:
            sys.exit(f"{where}: found {found!r}, expected {expected!r}")

    with open(folder + "revocation-report.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    equal(len(rows), 2 * len(strings), "CSV rows")
    for row, text in zip(rows, strings + strings):
        for member in members:
            cell = row[member][1:] if row[member].startswith("'") else row[member]
            equal(cell, shown("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text), "CSV " + member)

    report = json.load(open(folder + "revocation-report.json", encoding="utf-8"))
    for entry, text in zip(report["revocations"] + report["notRevoked"], strings + strings):
        equal([entry[member] for member in members], [text] * len(members), "JSON")

    name = "{urn:certmill:revocation-report:1}"
    root = tree.parse(folder + "revocation-report.xml").getroot()
    for part in ["revocations/" + name + "revocation", "notRevoked/" + name + "request"]:
        entries = root.findall(name + part)
        equal(len(entries), len(strings), "XML entries")
        for entry, text in zip(entries, strings):
            equal([child.tag for child in entry], [name + member for member in members], "XML elements")
            for child in entry:
                equal(child.text or "", shown("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text), "XML " + child.tag)

    class Page(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.rows, self.row, self.open, self.tags = [], None, [], set()
        def handle_starttag(self, tag, attributes):
            self.tags.add(tag)
            if tag in ("meta",): return
            self.open.append(tag)
            if tag == "tr": self.row = {"tags": [], "texts": []}
            if self.row is not None:
                self.row["tags"].append((tag, tuple(attributes)))
                self.row["texts"].append("")
        def handle_endtag(self, tag):
            equal(tag, self.open.pop() if self.open else None, "HTML end tag")
            if tag == "tr":
                self.rows.append(self.row)
                self.row = None
        def handle_data(self, data):
            if self.row is not None: self.row["texts"][-1] += data
        def handle_comment(self, data): sys.exit("HTML: a comment")
        def handle_pi(self, data): sys.exit("HTML: an instruction")
        def unknown_decl(self, data): sys.exit("HTML: a declaration")

    page = Page()
    page.feed(open(folder + "revocation-report.html", encoding="utf-8", newline="").read())
    page.close()
    equal(page.open, [], "HTML open elements")
    ours = """html head meta title style body header main footer section h1 h2 p div span a b i time
        dl dt dd table caption thead tbody tr th td""".split()
    equal(sorted(page.tags - set(ours)), [], "HTML elements")

    hidden = "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
    entries = [row for row in page.rows if any(text.startswith("Issued by ") for text in row["texts"])]
    equal(len(entries), 2 * len(strings), "HTML entries")
    for half in (entries[:len(strings)], entries[len(strings):]):
        plain = half[strings.index("plain")]
        for row, text in zip(half, strings):
            if text == "": continue
            tags = [("div", (("class", "tag"),)) if tag == ("div", (("class", "tag ok"),)) else tag for tag in row["tags"]]
            equal(tags, plain["tags"], f"HTML elements of {text!r}")
            expected, found = shown(hidden, text), row["texts"]
            issued = next(index for index, tag in enumerate(tags) if tag[1] == (("class", "s"),))
            equal("".join(found[2:issued]), expected, "HTML subject")
            equal(found[issued], "Issued by " + expected, "HTML issuer")
            for style in ("id", "tag", "code", "msg"):
                equal(found[tags.index(("div", (("class", style),)))], expected, "HTML " + style)

    print("judged", len(strings))
    """#
}
