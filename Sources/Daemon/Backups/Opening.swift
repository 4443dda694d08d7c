// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import FileStore
internal import Foundation
internal import Storage

/// Lays the content of a sealed backup down as the files it holds.
struct SealedContent {
    private let path: String
    private let key: Curve25519.KeyAgreement.PrivateKey

    init(_ path: String, key: Curve25519.KeyAgreement.PrivateKey) {
        self.path = path
        self.key = key
    }

    /// Writes the files below a folder.
    ///
    /// - Throws: ``BackupError`` when it was sealed to another key, was changed, or ends early.
    func extract(into folder: String) throws {
        var reading = Reading(key: self.key, path: self.path)
        let files = SealedFiles(below: folder)
        let isThere = try Files.read(self.path) { piece in
            for plain in try reading.frames(of: piece) { try files.take(plain) }
        }
        guard isThere else { throw BackupError("\(self.path) is missing") }
        guard reading.isEnded, files.isBetween else {
            throw BackupError("\(self.path) ends early: it is not whole")
        }
    }

    /// Frames out of bytes as they come.
    private struct Reading {
        let key: Curve25519.KeyAgreement.PrivateKey
        let path: String
        var waiting: [UInt8] = []
        var recipient: HPKE.Recipient?
        var isEnded = false
        private static let keyBytes = 32

        init(key: Curve25519.KeyAgreement.PrivateKey, path: String) {
            self.key = key
            self.path = path
        }

        mutating func frames(of piece: [UInt8]) throws -> [[UInt8]] {
            self.waiting += piece
            if self.recipient == nil, try !self.begin() { return [] }
            var frames: [[UInt8]] = []
            var used = 0
            while self.waiting.count - used >= 4 {
                let length = self.waiting[used..<used + 4].reduce(0) { $0 << 8 | Int($1) }
                guard length <= Sealed.frame + Sealed.overhead, length >= Sealed.overhead,
                    !self.isEnded
                else { throw self.changed }
                guard self.waiting.count - used - 4 >= length else { break }
                let bytes = Data(self.waiting[used + 4..<used + 4 + length])
                frames.append(try self.opened(bytes))
                used += 4 + length
            }
            self.waiting.removeFirst(used)
            return frames
        }

        private mutating func begin() throws -> Bool {
            let head = Sealed.mark.count + Reading.keyBytes
            guard self.waiting.count >= head else { return false }
            guard self.waiting.starts(with: Sealed.mark) else {
                throw BackupError("\(self.path) is no sealed backup that this program knows")
            }
            let encapsulated = Data(self.waiting[Sealed.mark.count..<head])
            do {
                self.recipient = try HPKE.Recipient(
                    privateKey: self.key, ciphersuite: Sealed.suite, info: Sealed.info,
                    encapsulatedKey: encapsulated)
            } catch {
                throw self.changed
            }
            self.waiting.removeFirst(head)
            return true
        }

        private mutating func opened(_ frame: Data) throws -> [UInt8] {
            // What fails to open leaves the count of frames as it was.
            if let plain = try? self.recipient?.open(frame, authenticating: Sealed.more) {
                return Array(plain)
            }
            guard let plain = try? self.recipient?.open(frame, authenticating: Sealed.last) else {
                throw self.changed
            }
            self.isEnded = true
            return Array(plain)
        }

        private var changed: BackupError {
            BackupError(
                "\(self.path) cannot be opened: it was sealed to another key, or it was changed")
        }
    }
}

/// Files out of the plain bytes of a sealed backup, as they come.
private final class SealedFiles {
    private enum Part {
        case nameLength
        case name(Int)
        case pieceLength
        case piece(Int)
    }

    private let folder: String
    private var part = Part.nameLength
    private var waiting: [UInt8] = []
    private var file: WrittenFile?

    private final class WrittenFile {
        let file: DurableFile
        init(_ path: String) throws {
            self.file = try DurableFile(creating: path, mode: Files.fileMode)
        }
    }

    init(below folder: String) {
        self.folder = folder
    }

    /// Whether the last file is whole.
    var isBetween: Bool {
        if case .nameLength = self.part { return self.waiting.isEmpty }
        return false
    }

    func take(_ bytes: [UInt8]) throws {
        self.waiting += bytes
        var used = 0
        func next(_ count: Int) -> ArraySlice<UInt8>? {
            guard self.waiting.count - used >= count else { return nil }
            used += count
            return self.waiting[used - count..<used]
        }
        func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
        loop: while true {
            switch self.part {
            case .nameLength:
                guard let bytes = next(2) else { break loop }
                self.part = .name(number(bytes))
            case .name(let count):
                guard let bytes = next(count) else { break loop }
                try self.begin(String(decoding: bytes, as: UTF8.self))
                self.part = .pieceLength
            case .pieceLength:
                guard let bytes = next(4) else { break loop }
                self.part = number(bytes) == 0 ? .nameLength : .piece(number(bytes))
            case .piece(let count):
                guard let bytes = next(count) else { break loop }
                try self.file?.file.write(Array(bytes))
                self.part = .pieceLength
            }
        }
        self.waiting.removeFirst(used)
    }

    /// Opens a file; its path stays below the folder.
    private func begin(_ path: String) throws {
        guard !path.hasPrefix("/"), !path.isEmpty,
            !path.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
                $0.isEmpty || $0 == "." || $0 == ".."
            })
        else { throw BackupError("the backup holds a file that lies outside of it: \(path)") }
        let target = "\(self.folder)/\(path)"
        try Files.make(folder: (target as NSString).deletingLastPathComponent)
        self.file = try WrittenFile(target)
    }
}
