// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Storage
internal import Workflow

/// Messages as folders below a folder: `OFFICE/MESSAGE-ID/` with `message.json`, `message.txt` and
/// the documents; written aside, fsynced, then renamed, so that whoever fetches sees whole ones only.
package struct SpoolFolder: MessageSpool {
    private let root: String
    /// The exchange's group reads.
    private static let fileMode: mode_t = 0o640

    /// The folder; made when it is not there.
    package init(path: String) throws {
        self.root = path
        try FileFault.told(path) {
            try SpoolFolder.makeFolder(path + "/.incoming")
            try FileFault.requireFolder(path + "/.incoming")
            for name in try FileManager.default.contentsOfDirectory(atPath: path + "/.incoming") {
                try FileManager.default.removeItem(atPath: path + "/.incoming/" + name)
            }
        }
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
    }

    package func put(_ message: Message, _ contents: [[UInt8]]) throws {
        let files = FileManager.default
        let name = SpoolFolder.safe(message.id)
        let temporary = "\(self.root)/.incoming/\(name)"
        let office = "\(self.root)/\(SpoolFolder.safe(message.office))"
        try? files.removeItem(atPath: temporary)
        for folder in [temporary, office] {
            try FileFault.told(folder) { try SpoolFolder.makeFolder(folder) }
            try FileFault.requireFolder(folder)
        }
        var papers: [String] = []
        for (index, (enclosure, content)) in zip(message.enclosures, contents).enumerated() {
            let file = "\(index + 1)-\(SpoolFolder.safe(enclosure.name))"
            try DurableFile.write(content, to: "\(temporary)/\(file)", mode: SpoolFolder.fileMode)
            papers.append(file)
        }
        let text = "\(message.text.zh)\n\n\(message.text.en)\n"
        try DurableFile.write(
            Array(text.utf8), to: "\(temporary)/message.txt", mode: SpoolFolder.fileMode)
        try DurableFile.write(
            try SpoolFolder.json(message, papers), to: "\(temporary)/message.json",
            mode: SpoolFolder.fileMode)
        try DurableFile.sync(folder: temporary)
        let target = "\(office)/\(name)"
        if files.fileExists(atPath: target) {
            // Laid down by an attempt that was cut short: it is the same message, and may be in use.
            try FileFault.told(temporary) { try files.removeItem(atPath: temporary) }
            return
        }
        try DurableFile.move(temporary, to: target)
        try DurableFile.sync(folder: office)
        try DurableFile.sync(folder: self.root)
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
        /// As the case's file calls them.
        var paper_names: [String]
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
                    papers: papers, paper_names: message.enclosures.map(\.name))))
    }

    /// A name that stays below its folder, in one line, and is no longer than a file system takes;
    /// the ending stays.
    private static func safe(_ name: String) -> String {
        var cleaned = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isPlain = scalar != "/" && scalar.properties.generalCategory != .control
            cleaned.append(isPlain ? scalar : "_")
        }
        if cleaned.first == "." { cleaned.replaceSubrange(...cleaned.startIndex, with: ["_"]) }
        let text = String(cleaned)
        guard text.utf8.count > SpoolFolder.nameBytes else { return text }
        let ending = text.lastIndex(of: ".").map { text[$0...] } ?? ""
        let kept = ending.utf8.count <= SpoolFolder.endingBytes ? String(ending) : ""
        var cut = ""
        for character in text where cut.utf8.count < SpoolFolder.nameBytes - kept.utf8.count {
            cut.append(character)
        }
        while cut.utf8.count + kept.utf8.count > SpoolFolder.nameBytes { cut.removeLast() }
        return cut + kept
    }

    /// Bytes of a name: file systems take 255, and a number stands before a document's.
    private static let nameBytes = 240
    /// Bytes of an ending such as `.docx`; what is longer is none.
    private static let endingBytes = 20
}
