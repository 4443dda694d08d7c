// SPDX-License-Identifier: Apache-2.0
import Foundation
import Witness

/// Tables that Python made to be refused, and parts of sound ones.
struct Hostile {
    let folder: URL
    /// File → words of its refusal.
    let words: [String: String]

    init() throws {
        self.folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-tables-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder, withIntermediateDirectories: true)
        _ = try Python.run("hostile_tables.py", [self.folder.path(percentEncoded: false)])
        self.words = try JSONDecoder().decode(
            [String: String].self,
            from: Data(contentsOf: self.folder.appending(path: "words.json")))
    }

    func remove() { try? FileManager.default.removeItem(at: self.folder) }

    func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: self.folder.appending(path: path)))
    }

    /// The parts of a sound workbook.
    func parts(_ name: String) throws -> [String: String] {
        try JSONDecoder().decode(
            [String: String].self,
            from: Data(contentsOf: self.folder.appending(path: "parts/\(name)/list.json")))
    }

    /// A zip of parts that are not packed, so that what was changed in them is read.
    static func zip(_ parts: [(name: String, content: [UInt8])]) -> [UInt8] {
        func number(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        var (file, list): ([UInt8], [UInt8]) = ([], [])
        for (name, content) in parts {
            let head =
                number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4)
                + number(Int(self.checksum(content)), 4) + number(content.count, 4)
                + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
            list += [0x50, 0x4B, 1, 2] + number(20, 2) + head + number(0, 2) + number(0, 2)
            list += number(0, 2) + number(0, 4) + number(file.count, 4) + Array(name.utf8)
            file += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + content
        }
        let end =
            [0x50, 0x4B, 5, 6] + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
            + number(list.count, 4) + number(file.count, 4) + number(0, 2)
        return file + list + end
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            self.table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8)
        }
    }
}
