// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// In what a text is written.
package enum TextEncoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case gb18030 = "GB18030"
}

/// A text, and how it was written.
package struct DecodedText: Hashable, Sendable {
    /// Without a byte order mark.
    package var text: String
    /// How it was written.
    package var encoding: TextEncoding

    /// Finds out how a text is written: by its mark, else by what it can be.
    ///
    /// What is UTF-8 is read as that, since hardly any text in another encoding is; what is UTF-8 but for a few
    /// bytes is damaged and is refused, rather than read as GB18030, in which nearly all bytes are something.
    ///
    /// - Throws: ``FileFault`` when it is no text.
    package init(_ bytes: [UInt8]) throws(FileFault) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            guard let text = String(validating: bytes.dropFirst(3), as: UTF8.self) else {
                throw DecodedText.damaged(bytes)
            }
            self.init(text: text, encoding: .utf8)
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            self = try DecodedText.wide(Array(bytes.dropFirst(2)), .utf16LittleEndian)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self = try DecodedText.wide(Array(bytes.dropFirst(2)), .utf16BigEndian)
        } else if bytes.contains(0) {
            guard let encoding = DecodedText.unmarkedWide(bytes) else { throw DecodedText.noText }
            self = try DecodedText.wide(bytes, encoding)
        } else if let text = String(validating: bytes, as: UTF8.self) {
            self.init(text: text, encoding: .utf8)
        } else {
            self = try DecodedText.chinese(bytes)
        }
        guard !self.text.utf8.contains(0) else { throw DecodedText.noText }
    }

    private init(text: String, encoding: TextEncoding) {
        self.text = text
        self.encoding = encoding
    }

    private static let noText = FileFault(
        zh: "不是文本文件,也不是电子表格", en: "this is neither text nor a spreadsheet")

    private static func wide(
        _ bytes: [UInt8], _ encoding: TextEncoding
    ) throws(FileFault) -> DecodedText {
        guard let text = DecodedText.converted(bytes, from: encoding) else {
            throw FileFault(
                zh: "UTF-16 文本已损坏,请重新导出", en: "this UTF-16 text is damaged: export it again")
        }
        return DecodedText(text: text, encoding: encoding)
    }

    /// UTF-16 without a mark: commas and line ends tell in which order its bytes come.
    private static func unmarkedWide(_ bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        var (little, big) = (0, 0)
        for index in stride(from: 0, to: bytes.count, by: 2) {
            let isMark = { (byte: UInt8) in byte == 0x2C || byte == 0x0A || byte == 0x09 }
            if bytes[index + 1] == 0, isMark(bytes[index]) { little += 1 }
            if bytes[index] == 0, isMark(bytes[index + 1]) { big += 1 }
        }
        guard little + big > 0, little == 0 || big == 0 else { return nil }
        return little > 0 ? .utf16LittleEndian : .utf16BigEndian
    }

    private static func chinese(_ bytes: [UInt8]) throws(FileFault) -> DecodedText {
        let (sound, broken) = DecodedText.sequences(bytes)
        guard sound <= broken * 4 else { throw DecodedText.damaged(bytes) }
        guard let text = DecodedText.converted(bytes, from: .gb18030), isProbable(text) else {
            throw FileFault(
                zh: "文字编码认不出(既非 UTF-8、UTF-16,也非 GB18030);请用表格软件打开,另存为 .xlsx",
                en: "its encoding is not known (neither UTF-8, UTF-16 nor GB18030): open it in a "
                    + "spreadsheet program and save it as .xlsx")
        }
        return DecodedText(text: text, encoding: .gb18030)
    }

    /// Whether people write so: no control characters, hardly any character that no standard names.
    private static func isProbable(_ text: String) -> Bool {
        var (wide, odd) = (0, 0)
        for scalar in text.unicodeScalars where scalar.value >= 0x20 || scalar.value < 0x09 {
            if scalar.value < 0x09 || scalar.value == 0x7F { return false }
            guard scalar.value >= 0x80 else { continue }
            wide += 1
            switch scalar.properties.generalCategory {
            case .privateUse, .unassigned, .control: odd += 1
            default: break
            }
        }
        return odd * 50 <= wide
    }

    /// How many characters beyond ASCII are whole in UTF-8, and how many bytes belong to none.
    private static func sequences(_ bytes: [UInt8]) -> (sound: Int, broken: Int) {
        var (sound, broken) = (0, 0)
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): if scalar.value >= 0x80 { sound += 1 }
            case .error: broken += 1
            case .emptyInput: return (sound, broken)
            }
        }
    }

    private static func damaged(_ bytes: [UInt8]) -> FileFault {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        return FileFault(
            zh: "第\(line)行的 UTF-8 文字已损坏,请重新导出",
            en: "line \(line) is damaged UTF-8: export the file again")
    }

    /// The text by the C library's own tables; nil when a byte has no meaning.
    private static func converted(_ bytes: [UInt8], from encoding: TextEncoding) -> String? {
        let door = iconv_open("UTF-8", encoding.rawValue)
        guard door != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(door) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 2 + 16)
        let written = input.withUnsafeMutableBytes { source -> Int? in
            output.withUnsafeMutableBytes { target -> Int? in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (source.count, target.count)
                guard iconv(door, &from, &left, &to, &room) >= 0, left == 0 else { return nil }
                return target.count - room
            }
        }
        return written.flatMap { String(validating: output.prefix($0), as: UTF8.self) }
    }
}
