// SPDX-License-Identifier: Apache-2.0
internal import CExpat

/// What an XML text is made of, in order.
package enum XMLPiece {
    /// A tag; names without their prefixes.
    case begins(String, [String: String])
    case ends(String)
    /// A text, of which there may be several in a row.
    case text(String)
}

/// Who is told what is in an XML text.
package protocol XMLTaker: AnyObject {
    /// Takes the next piece.
    func take(_ piece: XMLPiece) throws(FileFault)
}

/// Reads XML piece by piece with expat; takes no document type and so no entities but the five of XML itself.
package final class XMLReading {
    private let parser: XML_Parser
    private let taker: any XMLTaker
    private var depth = 0
    private var fault: FileFault?

    /// Reads an XML text whole.
    ///
    /// - Parameters:
    ///   - feed: hands the text over, in as many pieces as it likes.
    ///   - taker: is told what is in it.
    /// - Throws: ``FileFault`` when it is no XML, or has what is not taken; what `feed` and `taker` throw.
    package static func read(
        _ feed: ((UnsafeRawBufferPointer) throws(FileFault) -> Void) throws(FileFault) -> Void,
        to taker: any XMLTaker
    ) throws(FileFault) {
        let reading = try XMLReading(taker)
        try feed { (piece) throws(FileFault) in try reading.parse(piece, isLast: false) }
        try reading.parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    }

    private init(_ taker: any XMLTaker) throws(FileFault) {
        guard let parser = XML_ParserCreateNS(nil, 0x7C) else {
            throw FileFault(zh: "内存不足", en: "there is no memory left")
        }
        self.parser = parser
        self.taker = taker
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser, { XMLReading.of($0)?.begins($1, $2) }, { XMLReading.of($0)?.ends($1) })
        XML_SetCharacterDataHandler(parser) { XMLReading.of($0)?.text($1, $2) }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReading.of(data)?.stop(
                FileFault(
                    zh: "XML 中有文档类型声明(DTD),不予读取",
                    en: "its XML has a document type, which is not taken"))
        }
    }

    deinit { XML_ParserFree(self.parser) }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLReading? {
        data.map { Unmanaged<XMLReading>.fromOpaque($0).takeUnretainedValue() }
    }

    private func parse(_ piece: UnsafeRawBufferPointer, isLast: Bool) throws(FileFault) {
        let status = XML_Parse(
            self.parser, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count),
            isLast ? 1 : 0)
        if let fault { throw fault }
        guard status != XML_STATUS_ERROR else {
            let reason =
                XML_ErrorString(XML_GetErrorCode(self.parser)).map { String(cString: $0) } ?? ""
            throw FileFault(
                zh: "文件内的 XML 已损坏(\(reason))", en: "the XML in the file is damaged: \(reason)")
        }
    }

    /// What is not taken ends the reading; expat calls nobody any more.
    private func stop(_ fault: FileFault) {
        self.fault = self.fault ?? fault
        XML_StopParser(self.parser, 0)
    }

    private func say(_ piece: XMLPiece) {
        guard self.fault == nil else { return }
        do throws(FileFault) { try self.taker.take(piece) } catch { self.stop(error) }
    }

    private func begins(
        _ name: UnsafePointer<XML_Char>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        self.depth += 1
        guard self.depth <= FileLimits.depth else {
            return self.stop(
                FileFault(
                    zh: "XML 嵌套超过\(FileLimits.depth)层",
                    en: "its XML is nested deeper than \(FileLimits.depth)"))
        }
        var given: [String: String] = [:]
        var size = 0
        var place = 0
        while let key = attributes?[place], let value = attributes?[place + 1] {
            let text = String(cString: value)
            size += text.utf8.count
            // The name of r:id wins over none: no part that is read has both.
            given[XMLReading.plain(key)] = text
            place += 2
        }
        guard size <= FileLimits.attributeBytes else {
            return self.stop(FileFault(zh: "XML 标签过长", en: "a tag of its XML is too long"))
        }
        self.say(.begins(name.map(XMLReading.plain) ?? "", given))
    }

    private func ends(_ name: UnsafePointer<XML_Char>?) {
        self.depth -= 1
        self.say(.ends(name.map(XMLReading.plain) ?? ""))
    }

    private func text(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
        guard let text else { return }
        let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
        self.say(.text(String(decoding: bytes, as: UTF8.self)))
    }

    /// What stands behind the namespace.
    private static func plain(_ name: UnsafePointer<XML_Char>) -> String {
        let whole = String(cString: name)
        guard let mark = whole.lastIndex(of: "|") else { return whole }
        return String(whole[whole.index(after: mark)...])
    }
}
