// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// What a content is, by its own first bytes: names are typed by people, and lie.
///
/// Worked out when a document is read, not stored: a content never changes, and a better table then
/// holds for what was filed before, too.
package struct MediaType: Hashable, Sendable {
    /// The name, as registered with IANA where it is.
    package let name: String
    /// How such files' names end, in lower case; none where nothing is known.
    private let endings: [String]

    private init(_ name: String, _ endings: [String] = []) {
        self.name = name
        self.endings = endings
    }

    /// What is not known.
    static let unknown = MediaType("application/octet-stream")

    /// The type of a content.
    ///
    /// - Parameter head: its first bytes, some ten thousand of them.
    /// - Parameter isWhole: whether there is nothing behind them.
    package init(of head: [UInt8], isWhole: Bool) {
        if head.starts(with: MediaType.zipMark) {
            self = MediaType.packed(head)
        } else if let found = MediaType.signatures.first(where: { $0.matches(head) }) {
            self = found.type
        } else {
            self = MediaType.written(head, isWhole) ?? .unknown
        }
    }

    /// What somebody should look at whose document's name says something else than its content.
    package func remark(on name: String) -> Label? {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        let isKnown = MediaType.all.contains { $0.endings.contains(ending) }
        guard isKnown, !self.endings.contains(ending) else { return nil }
        guard let usual = self.endings.first else {
            return Label(
                "“\(name)”的内容不是.\(ending)文件,也不是其他常见格式;请核对文件是否完好",
                "the content of “\(name)” is no .\(ending) file, nor any other that is known; see whether the file is whole"
            )
        }
        return Label(
            "“\(name)”的内容看来是.\(usual)文件(\(self.name)),与文件名不符;请核对是否附错",
            "the content of “\(name)” looks like a .\(usual) file (\(self.name)), not like its name; see whether it is the right one"
        )
    }

    // MARK: - Signatures

    private struct Signature {
        let type: MediaType
        let bytes: [UInt8]
        var at = 0

        func matches(_ head: [UInt8]) -> Bool { head.dropFirst(self.at).starts(with: self.bytes) }
    }

    private static let signatures = [
        Signature(type: MediaType("application/pdf", ["pdf"]), bytes: Array("%PDF-".utf8)),
        Signature(
            type: MediaType("image/png", ["png"]),
            bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        Signature(type: MediaType("image/jpeg", ["jpg", "jpeg"]), bytes: [0xFF, 0xD8, 0xFF]),
        Signature(type: MediaType("image/tiff", ["tif", "tiff"]), bytes: [0x49, 0x49, 0x2A, 0]),
        Signature(type: MediaType("image/tiff", ["tif", "tiff"]), bytes: [0x4D, 0x4D, 0, 0x2A]),
        Signature(type: MediaType("image/gif", ["gif"]), bytes: Array("GIF8".utf8)),
        Signature(type: MediaType("image/webp", ["webp"]), bytes: Array("WEBP".utf8), at: 8),
        Signature(type: MediaType("image/bmp", ["bmp"]), bytes: Array("BM".utf8)),
        Signature(
            type: MediaType("video/mp4", ["mp4", "mov", "m4a"]), bytes: Array("ftyp".utf8), at: 4),
        Signature(type: MediaType("application/rtf", ["rtf", "doc"]), bytes: Array("{\\rtf".utf8)),
        // The older office programs', Microsoft's and Kingsoft's alike.
        Signature(
            type: MediaType(
                "application/x-ole-storage",
                ["doc", "xls", "ppt", "wps", "et", "dps", "msg", "dot", "xlt"]),
            bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        Signature(
            type: MediaType("application/vnd.rar", ["rar"]), bytes: Array("Rar!\u{1A}\u{7}".utf8)),
        Signature(
            type: MediaType("application/x-7z-compressed", ["7z"]),
            bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        Signature(type: MediaType("application/gzip", ["gz", "tgz"]), bytes: [0x1F, 0x8B]),
    ]

    // MARK: - Packed

    private static let zipMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    /// What is told apart by a name within: the first that is found says what it is.
    private static let packedKinds: [(within: String, type: MediaType)] = {
        let office = "application/vnd.openxmlformats-officedocument."
        let open = "application/vnd.oasis.opendocument."
        return [
            ("OFD.xml", MediaType("application/ofd", ["ofd"])),
            (open + "text", MediaType(open + "text", ["odt"])),
            (open + "spreadsheet", MediaType(open + "spreadsheet", ["ods"])),
            (open + "presentation", MediaType(open + "presentation", ["odp"])),
            ("word/", MediaType(office + "wordprocessingml.document", ["docx", "docm", "wps"])),
            ("xl/", MediaType(office + "spreadsheetml.sheet", ["xlsx", "xlsm", "et"])),
            ("ppt/", MediaType(office + "presentationml.presentation", ["pptx", "pptm", "dps"])),
        ]
    }()

    /// What it holds may stand behind what was looked at: it is called by no other name than these
    /// then, and none of them is doubted.
    private static let zip = MediaType(
        "application/zip", ["zip", "jar"] + MediaType.packedKinds.flatMap(\.type.endings))

    private static func packed(_ head: [UInt8]) -> MediaType {
        let names = MediaType.names(in: head)
        for kind in MediaType.packedKinds where names.contains(where: { $0.hasPrefix(kind.within) })
        {
            return kind.type
        }
        return MediaType.zip
    }

    /// The names of what is packed, and what the first of them holds where it says the type.
    private static func names(in head: [UInt8]) -> [String] {
        var names: [String] = []
        for start in head.indices.dropLast(30) where head[start] == 0x50 {
            guard head[start...].starts(with: MediaType.zipMark) else { continue }
            func short(_ at: Int) -> Int {
                Int(head[start + at]) | Int(head[start + at + 1]) << 8
            }
            let end = start + 30 + short(26)
            guard end <= head.count else { continue }
            let name = String(decoding: head[(start + 30)..<end], as: UTF8.self)
            names.append(name)
            let content = end + short(28)
            if name == "mimetype", content < head.count {
                names.append(String(decoding: head[content...].prefix(80), as: UTF8.self))
            }
        }
        return names
    }

    // MARK: - Written

    private static let plain = [
        "txt", "csv", "tsv", "md", "log", "json", "xml", "yaml", "yml", "ini", "eml", "htm", "html",
        "mht", "svg",
    ]
    private static let page = MediaType("text/html", ["html", "htm", "mht"])
    private static let mail = MediaType("message/rfc822", ["eml", "mht", "txt"])
    private static let markup = MediaType("text/xml", ["xml", "svg", "html", "htm", "txt"])

    private static func written(_ head: [UInt8], _ isWhole: Bool) -> MediaType? {
        guard !head.isEmpty, !head.contains(where: MediaType.isBinary) else { return nil }
        let start = head.drop { [0xEF, 0xBB, 0xBF, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let text = String(decoding: start.prefix(400), as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return MediaType.page }
        if text.hasPrefix("<?xml") {
            return text.contains("<html") ? MediaType.page : MediaType.markup
        }
        let heads = ["from: ", "received: ", "return-path: ", "mime-version: ", "delivered-to: "]
        if heads.contains(where: text.hasPrefix) { return MediaType.mail }
        if MediaType.isUTF8(head, isWhole) {
            return MediaType("text/plain; charset=utf-8", MediaType.plain)
        }
        return MediaType.isGB18030(head, isWhole)
            ? MediaType("text/plain; charset=gb18030", MediaType.plain) : nil
    }

    private static func isBinary(_ byte: UInt8) -> Bool {
        byte < 0x20 && ![0x09, 0x0A, 0x0C, 0x0D, 0x1B].contains(byte)
    }

    /// A character may be cut at the end of what was looked at.
    private static func isUTF8(_ head: [UInt8], _ isWhole: Bool) -> Bool {
        (0...(isWhole ? 0 : 3)).contains { cut in
            String(validating: head.dropLast(cut), as: UTF8.self) != nil
        }
    }

    private static func isGB18030(_ head: [UInt8], _ isWhole: Bool) -> Bool {
        var rest = head[...]
        while let first = rest.first {
            guard first >= 0x80 else {
                rest = rest.dropFirst()
                continue
            }
            guard first != 0x80, first != 0xFF else { return false }
            let next = Array(rest.prefix(4))
            guard next.count > 1 else { return !isWhole }
            if (0x40...0xFE).contains(next[1]), next[1] != 0x7F {
                rest = rest.dropFirst(2)
                continue
            }
            guard (0x30...0x39).contains(next[1]) else { return false }
            guard next.count == 4 else { return !isWhole }
            guard (0x81...0xFE).contains(next[2]), (0x30...0x39).contains(next[3]) else {
                return false
            }
            rest = rest.dropFirst(4)
        }
        return true
    }

    private static let all =
        MediaType.signatures.map(\.type) + MediaType.packedKinds.map(\.type)
        + [MediaType.zip, MediaType.page, MediaType.mail, MediaType.markup]
        + [MediaType("text/plain", MediaType.plain)]
}
