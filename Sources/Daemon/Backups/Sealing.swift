// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import FileStore
internal import Foundation
internal import Storage

/// The two halves of the key that backups are sealed to, as files.
///
/// Who makes backups has the public half and cannot open them; the secret half is kept elsewhere. Curve25519
/// and ChaCha20-Poly1305 by HPKE (RFC 9180, base mode).
package enum BackupKey {
    private static let publicMark = "cased public backup key 1"
    private static let secretMark = "cased secret backup key 1"
    /// Bytes of a key file: a mark and 32 bytes in Base64.
    private static let longest = 4_096

    /// Makes a pair: the secret half under the path, the public one beside it as `.pub`.
    ///
    /// - Throws: ``BackupError`` when one of them is there already.
    package static func make(_ path: String) throws {
        let key = Curve25519.KeyAgreement.PrivateKey()
        let halves = [
            (path, BackupKey.secretMark, key.rawRepresentation),
            (path + ".pub", BackupKey.publicMark, key.publicKey.rawRepresentation),
        ]
        for (path, _, _) in halves where try Files.kind(path) != nil {
            throw BackupError(
                "\(path) is there already; what is sealed to it needs it: name another file")
        }
        for (path, mark, bytes) in halves {
            try DurableFile.write(
                Array("\(mark)\n\(bytes.base64EncodedString())\n".utf8), to: path,
                mode: Files.fileMode)
        }
    }

    static func publicKey(_ path: String) throws -> Curve25519.KeyAgreement.PublicKey {
        try BackupKey.read(
            path, BackupKey.publicMark, "give the file that ends with .pub",
            Curve25519.KeyAgreement.PublicKey.init(rawRepresentation:))
    }

    static func secretKey(_ path: String) throws -> Curve25519.KeyAgreement.PrivateKey {
        try BackupKey.read(
            path, BackupKey.secretMark, "give the one without .pub",
            Curve25519.KeyAgreement.PrivateKey.init(rawRepresentation:))
    }

    private static func read<Key>(
        _ path: String, _ mark: String, _ mend: String, _ make: (Data) throws -> Key
    ) throws -> Key {
        guard let text = try Files.text(path, atMost: BackupKey.longest) else {
            throw BackupError("the key \(path) cannot be read")
        }
        let lines = text.split(separator: "\n")
        guard lines.count == 2, lines[0] == mark, let bytes = Data(base64Encoded: String(lines[1])),
            let key = try? make(bytes)
        else { throw BackupError("\(path) is no \(mark.dropFirst(6).dropLast(2)); \(mend)") }
        return key
    }
}

/// Content in one file that only who has the secret key can read, and nobody can change unnoticed.
///
/// The file: a mark, the encapsulated key, then frames, each its length (four bytes, the highest first) and
/// what HPKE sealed; the additional data of the last one says so. Within the frames: files, each the length of
/// its path (two bytes), the path, its pieces with their lengths (four bytes), and a length of nothing.
enum Sealed {
    static let mark = Array("cased sealed backup 1\n".utf8)
    static let info = Data("cased backup".utf8)
    static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
    /// Bytes of a frame before it is sealed.
    static let frame = 1 << 20
    /// Bytes that sealing adds.
    static let overhead = 16
    static let more = Data("more".utf8)
    static let last = Data("last".utf8)

    static func big(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// Seals what it is given into one file.
final class SealingSink: BackupSink {
    /// One file holds all: nothing is another's too.
    let linked: Set<String> = []
    private var sender: HPKE.Sender
    private let file: DurableFile
    private var hasher = SHA256()
    private var waiting: [UInt8] = []

    init(into folder: String, key: Curve25519.KeyAgreement.PublicKey) throws {
        self.sender = try HPKE.Sender(
            recipientKey: key, ciphersuite: Sealed.suite, info: Sealed.info)
        self.file = try DurableFile(
            creating: "\(folder)/\(BackupParts.sealed)", mode: Files.fileMode)
        try self.write(Sealed.mark + Array(self.sender.encapsulatedKey))
    }

    func add(_ path: String, from source: String) throws -> (hash: String, bytes: Int64)? {
        guard try Files.kind(source) == S_IFREG else {
            if try Files.kind(source) == nil { return nil }
            throw BackupError("\(source) is no file")
        }
        var content = SHA256()
        var bytes: Int64 = 0
        var isNamed = false
        let isThere = try Files.read(source) { piece in
            if !isNamed { try self.begin(path) }
            isNamed = true
            content.update(data: piece)
            bytes += Int64(piece.count)
            try self.take(Sealed.big(piece.count, 4) + piece)
        }
        guard isThere else { return nil }
        if !isNamed { try self.begin(path) }
        try self.take(Sealed.big(0, 4))
        return (Chain.hex(Array(content.finalize())), bytes)
    }

    func finish() throws -> [String: String] {
        try self.seal(self.waiting, Sealed.last)
        return [BackupParts.sealed: Chain.hex(Array(self.hasher.finalize()))]
    }

    private func begin(_ path: String) throws {
        let name = Array(path.utf8)
        guard name.count <= UInt16.max else { throw BackupError("the path \(path) is too long") }
        try self.take(Sealed.big(name.count, 2) + name)
    }

    private func take(_ bytes: [UInt8]) throws {
        self.waiting += bytes
        while self.waiting.count > Sealed.frame {
            try self.seal(Array(self.waiting.prefix(Sealed.frame)), Sealed.more)
            self.waiting.removeFirst(Sealed.frame)
        }
    }

    private func seal(_ plain: [UInt8], _ about: Data) throws {
        let frame = try self.sender.seal(Data(plain), authenticating: about)
        try self.write(Sealed.big(frame.count, 4) + Array(frame))
    }

    private func write(_ bytes: [UInt8]) throws {
        self.hasher.update(data: bytes)
        try self.file.write(bytes)
    }
}
