// SPDX-License-Identifier: Apache-2.0

/// What a file is by its first bytes, whatever its name says.
package enum FileKind: Hashable, Sendable {
    /// A zip: .xlsx, .docx and their like.
    case zip
    /// A compound file: .xls and its like.
    case older
    /// A workbook locked by a password, which lies in a compound file.
    case locked
    /// A page or XML that a program wrote under the name of a table.
    case markup
    /// Anything else.
    case text

    /// The kind of these bytes.
    package init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
        {
            self = .zip
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            self = FileKind.holds(bytes, "EncryptedPackage") ? .locked : .older
        } else {
            let start = bytes.prefix(512).drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(256)
            let head = String(decoding: start, as: UTF8.self).lowercased()
            let marks = ["<html", "<!doctype", "<?xml", "<table", "<meta"]
            self = marks.contains { head.hasPrefix($0) } ? .markup : .text
        }
    }

    /// Whether a name stands in it, as compound files write their names.
    private static func holds(_ bytes: [UInt8], _ name: String) -> Bool {
        let wanted = Array(name.utf8).flatMap { [$0, UInt8(0)] }
        guard bytes.count >= wanted.count else { return false }
        // Names stand on places that are multiples of 128.
        return stride(from: 0, through: bytes.count - wanted.count, by: 128).contains { place in
            bytes[place...].starts(with: wanted)
        }
    }
}
