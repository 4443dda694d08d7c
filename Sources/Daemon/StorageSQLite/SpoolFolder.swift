// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Storage
internal import Workflow

/// Messages as folders below a folder: `OFFICE/MESSAGE-ID/` with `message.json`, `message.txt` and
/// the papers; written aside, fsynced, then renamed, so that whoever fetches sees whole ones only.
package struct SpoolFolder: MessageSpool {
    private let root: String

    /// The folder; made when it is not there.
    package init(path: String) throws {
        self.root = path
        try FileManager.default.createDirectory(
            atPath: path + "/.incoming", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
        for name in try FileManager.default.contentsOfDirectory(atPath: path + "/.incoming") {
            try FileManager.default.removeItem(atPath: path + "/.incoming/" + name)
        }
    }

    package func put(_ message: Message, _ contents: [[UInt8]]) throws {
        let files = FileManager.default
        let name = SpoolFolder.safe(message.id)
        let temporary = "\(self.root)/.incoming/\(name)"
        let office = "\(self.root)/\(SpoolFolder.safe(message.office))"
        try? files.removeItem(atPath: temporary)
        for folder in [temporary, office] {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        }
        var papers: [String] = []
        for (index, (enclosure, content)) in zip(message.enclosures, contents).enumerated() {
            let file = "\(index + 1)-\(SpoolFolder.safe(enclosure.name))"
            try SpoolFolder.write(content, to: "\(temporary)/\(file)")
            papers.append(file)
        }
        let text = "\(message.text.zh)\n\n\(message.text.en)\n"
        try SpoolFolder.write(Array(text.utf8), to: "\(temporary)/message.txt")
        try SpoolFolder.write(
            try SpoolFolder.json(message, papers), to: "\(temporary)/message.json")
        try SpoolFolder.sync(temporary)
        let target = "\(office)/\(name)"
        if files.fileExists(atPath: target) {
            // Laid down by an attempt that was cut short: it is the same message.
            try files.removeItem(atPath: temporary)
            return
        }
        guard rename(temporary, target) == 0 else { throw SpoolFolder.failure("rename", target) }
        try SpoolFolder.sync(office)
        try SpoolFolder.sync(self.root)
    }

    private struct Head: Encodable {
        var message_id: String
        var kind: String
        var office: String
        var recipient: String
        var address: String
        var sender: String
        var case_id: String?
        var copies: Int
        var subject_zh: String
        var subject_en: String
        var papers: [String]
    }

    private static func json(_ message: Message, _ papers: [String]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(
            try encoder.encode(
                Head(
                    message_id: message.id, kind: message.kind, office: message.office,
                    recipient: message.recipient, address: message.address,
                    sender: message.sender, case_id: message.caseID, copies: message.copies,
                    subject_zh: message.subject.zh, subject_en: message.subject.en,
                    papers: papers)))
    }

    /// A name that stays below its folder.
    private static func safe(_ name: String) -> String {
        let cleaned = name.map { $0 == "/" || $0 == "\0" ? "_" : $0 }
        return cleaned.first == "." ? "_" + String(cleaned.dropFirst()) : String(cleaned)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw SpoolFolder.failure("open", path) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw SpoolFolder.failure("write", path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw SpoolFolder.failure("fsync", path) }
    }

    private static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SpoolFolder.failure("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SpoolFolder.failure("fsync", folder) }
    }

    private static func failure(_ call: String, _ path: String) -> StoreError {
        let reason = String(cString: strerror(errno))
        return .unusable("the spool folder cannot be written: \(call) \(path): \(reason)")
    }
}
