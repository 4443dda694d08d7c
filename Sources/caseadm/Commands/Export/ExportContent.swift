// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import ChainForm
internal import Crypto

/// The files of an export that is looked at: a folder's, or a zip's.
enum ExportContent: Sendable {
    case folder(String, files: [String], others: [String])
    case zip(ZipContent)

    /// Reads what is there.
    init(_ path: String) throws(Failure) {
        if FileReading.isFolder(path) {
            let (files, others) = try Folders.content(of: path)
            self = .folder(path, files: files, others: others)
        } else {
            self = .zip(try ZipContent(path))
        }
    }

    /// Every name in it.
    var names: [String] {
        switch self {
        case .folder(_, let files, let others): files + others
        case .zip(let zip): zip.entries.map(\.name)
        }
    }

    /// The size and SHA-256 of a file; nil when there is no such file.
    func digest(_ name: String) throws(Failure) -> (size: Int64, sha256: String)? {
        var (size, hasher): (Int64, SHA256) = (0, SHA256())
        let isThere = try self.read(name) { piece in
            size += Int64(piece.count)
            hasher.update(data: piece)
        }
        return isThere ? (size, Hex.text(hasher.finalize())) : nil
    }

    /// A whole file that is no longer than this; nil when there is none, or it is longer.
    func bytes(_ name: String, upTo longest: Int) throws(Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        let isThere = try self.read(name) { piece in
            if bytes.count <= longest { bytes += piece }
        }
        return isThere && bytes.count <= longest ? bytes : nil
    }

    private func read(_ name: String, _ body: ([UInt8]) -> Void) throws(Failure) -> Bool {
        switch self {
        case .folder(let folder, let files, _):
            guard files.contains(name) else { return false }
            let file = try FileReading.File(folder + "/" + name)
            defer { file.close() }
            while let piece = try file.next() { body(piece) }
            return true
        case .zip(let zip):
            guard let entry = zip.entries.first(where: { $0.name == name }) else { return false }
            try zip.read(entry, body)
            return true
        }
    }
}
