// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

/// What an export holds, and the case's lines by which it can be checked: `manifest.json`.
struct ExportManifest: Sendable {
    /// A file of the export.
    struct File: Sendable, Hashable {
        let path: String
        let size: Int64
        let sha256: String
        /// The number of the history line by which it was filed; nil for what is no paper.
        var line: Int64?
    }

    /// A line of the case.
    struct Line: Sendable, Hashable {
        let sequence: Int64
        let previousHash: String
        let hash: String
        /// What the hash covers; nil where something of it was kept from whoever exported it.
        let text: String?
    }

    static let name = "manifest.json"
    static let page = "index.html"
    static let data = "case.json"
    /// Below it the papers lie.
    static let papers = "documents"
    static let format = "cased.export.1"
    /// The longest that is read: some hundred thousand lines.
    static let longest = 256 << 20

    var caseID: String
    var moment: String
    /// Something was kept from whoever exported it.
    var isKept: Bool
    var files: [File]
    /// Lines that filed papers of which the daemon had no content any more.
    var lost: [Int64] = []
    /// Lines that filed papers whose content was erased when its time was over.
    var erased: [Int64] = []
    var lines: [Line]
    var head: (sequence: Int64, hash: String)

    /// As JSON.
    var json: JSONValue {
        let chain: JSONObject = [
            ("hashed_as", .string(ExportManifest.chainForm)),
            (
                "head",
                .object([
                    ("sequence", .integer(self.head.sequence)), ("hash", .string(self.head.hash)),
                ])
            ),
            ("lines", .array(self.lines.map(\.json))),
        ]
        var object: JSONObject = [
            ("format", .string(ExportManifest.format)), ("case_id", .string(self.caseID)),
            ("exported_at", .string(self.moment)), ("kept", .bool(self.isKept)),
            ("files", .array(self.files.map(\.json))), ("chain", .object(chain)),
        ]
        for (name, lines) in [("lost", self.lost), ("erased", self.erased)] where !lines.isEmpty {
            object.append(name, .array(lines.map { .integer($0) }))
        }
        return .object(object)
    }

    private static let chainForm =
        "hash = SHA-256(previous_hash as 32 bytes, then text in UTF-8); in hex"
}

extension ExportManifest {
    /// Reads a manifest; nil when it is none.
    init?(_ bytes: [UInt8]) {
        guard let json = JSONReader.value(bytes), json["format"]?.text == ExportManifest.format,
            let caseID = json["case_id"]?.text, let files = json["files"]?.items,
            let chain = json["chain"], let lines = chain["lines"]?.items,
            let sequence = chain["head"]?["sequence"]?.whole,
            let hash = chain["head"]?["hash"]?.text,
            case .bool(let isKept)? = json["kept"], let moment = json["exported_at"]?.text,
            chain["hashed_as"]?.text == ExportManifest.chainForm
        else { return nil }
        self.caseID = caseID
        self.moment = moment
        self.isKept = isKept
        self.files = files.compactMap(File.init)
        self.lines = lines.compactMap(Line.init)
        self.lost = (json["lost"]?.items ?? []).compactMap(\.whole)
        self.erased = (json["erased"]?.items ?? []).compactMap(\.whole)
        self.head = (sequence, hash)
        guard self.files.count == files.count, self.lines.count == lines.count else { return nil }
    }
}

extension ExportManifest.File {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            ("path", .string(self.path)), ("size", .integer(self.size)),
            ("sha256", .string(self.sha256)),
        ]
        if let line { object.append("line", .integer(line)) }
        return .object(object)
    }

    fileprivate init?(_ json: JSONValue) {
        guard let path = json["path"]?.text, let size = json["size"]?.whole,
            let sha256 = json["sha256"]?.text
        else { return nil }
        self.init(path: path, size: size, sha256: sha256, line: json["line"]?.whole)
    }
}

extension ExportManifest.Line {
    fileprivate var json: JSONValue {
        .object([
            ("sequence", .integer(self.sequence)), ("previous_hash", .string(self.previousHash)),
            ("hash", .string(self.hash)), ("text", self.text.map { .string($0) } ?? .null),
        ])
    }

    fileprivate init?(_ json: JSONValue) {
        guard let sequence = json["sequence"]?.whole, let hash = json["hash"]?.text,
            let previous = json["previous_hash"]?.text
        else { return nil }
        self.init(
            sequence: sequence, previousHash: previous, hash: hash, text: json["text"]?.text)
    }
}
