// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

@testable import Backups

/// Content sealed to a key: it comes out as it went in, or not at all.
@Suite struct SealingTests {
    private struct Place {
        let root: String
        let key: Curve25519.KeyAgreement.PrivateKey

        init() throws {
            self.root = FileManager.default.temporaryDirectory
                .appending(path: "cased-sealed-\(UUID().uuidString)").path(percentEncoded: false)
            self.key = Curve25519.KeyAgreement.PrivateKey()
            for name in ["in", "sealed"] { try Files.make(folder: "\(self.root)/\(name)") }
        }

        var sealed: String { "\(self.root)/sealed/\(BackupParts.sealed)" }

        func seal(_ files: [String: Data]) throws {
            let sink = try SealingSink(into: "\(self.root)/sealed", key: self.key.publicKey)
            for (name, content) in files.sorted(by: { $0.key < $1.key }) {
                let path = "\(self.root)/in/file"
                try content.write(to: URL(fileURLWithPath: path))
                let added = try #require(try sink.add(name, from: path))
                #expect(added.bytes == Int64(content.count))
            }
            let hashes = try sink.finish()
            #expect(hashes == [BackupParts.sealed: try #require(try Files.hash(self.sealed))])
        }

        func open(_ key: Curve25519.KeyAgreement.PrivateKey? = nil) throws -> [String: Data] {
            let out = "\(self.root)/out"
            try Files.remove(out)
            try Files.make(folder: out)
            try SealedContent(self.sealed, key: key ?? self.key).extract(into: out)
            var files: [String: Data] = [:]
            for path in try Files.tree(out).files {
                files[path] = try Data(contentsOf: URL(fileURLWithPath: "\(out)/\(path)"))
            }
            return files
        }

        func remove() { try? FileManager.default.removeItem(atPath: self.root) }
    }

    /// Frames end within files and between them; nothing, a little, a frame to the byte, more.
    private static let files: [String: Data] = {
        var files: [String: Data] = [:]
        for size in [0, 1, 1_000, 1 << 20, (1 << 20) + 1, 3_000_000] {
            files["documents/\(size)"] = Data(
                (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        }
        files["spool/市民政局/函"] = Data("函".utf8)
        return files
    }()

    @Test func comesOutAsItWentIn() throws {
        let place = try Place()
        defer { place.remove() }
        try place.seal(Self.files)
        #expect(try place.open() == Self.files)
        // Nothing of it can be read outside.
        let sealed = try Data(contentsOf: URL(fileURLWithPath: place.sealed))
        #expect(sealed.range(of: Data("documents/".utf8)) == nil)
    }

    @Test func anotherKeyOpensNothing() throws {
        let place = try Place()
        defer { place.remove() }
        try place.seal(["a": Data("b".utf8)])
        #expect(throws: BackupError.self) { try place.open(Curve25519.KeyAgreement.PrivateKey()) }
    }

    @Test func eachByteCountsAndTheEndToo() throws {
        let place = try Place()
        defer { place.remove() }
        let files = ["a": Data("first".utf8), "b": Data("second".utf8)]
        try place.seal(files)
        let whole = try Data(contentsOf: URL(fileURLWithPath: place.sealed))
        for at in whole.indices {
            var changed = whole
            changed[at] ^= 1 << UInt8(at % 8)
            try changed.write(to: URL(fileURLWithPath: place.sealed))
            #expect(throws: BackupError.self, "byte \(at)") { try place.open() }
        }
        for count in 0..<whole.count {
            try whole.prefix(count).write(to: URL(fileURLWithPath: place.sealed))
            #expect(throws: BackupError.self, "cut after \(count)") { try place.open() }
        }
        try (whole + whole.suffix(8)).write(to: URL(fileURLWithPath: place.sealed))
        #expect(throws: BackupError.self) { try place.open() }
        try whole.write(to: URL(fileURLWithPath: place.sealed))
        #expect(try place.open() == files)
    }

    /// Frames that are put in another order, or left out between others.
    @Test func framesHaveTheirPlaces() throws {
        let place = try Place()
        defer { place.remove() }
        try place.seal(["a": Data(repeating: 7, count: 3 << 20)])
        let whole = try Data(contentsOf: URL(fileURLWithPath: place.sealed))
        let head = Sealed.mark.count + 32
        let frame = 4 + Sealed.frame + Sealed.overhead
        let frames = (0..<3).map { whole[(head + $0 * frame)..<(head + ($0 + 1) * frame)] }
        let rest = whole[(head + 3 * frame)...]
        for order in [[1, 0, 2], [0, 2], [0, 0, 1, 2]] {
            let changed = whole[..<head] + order.map { frames[$0] }.joined() + rest
            try Data(changed).write(to: URL(fileURLWithPath: place.sealed))
            #expect(throws: BackupError.self, "\(order)") { try place.open() }
        }
    }

    @Test func fileOutsideOfTheFolderIsRefused() throws {
        for path in ["../a", "/a", "a/../b", "a//b", "./a", ""] {
            let place = try Place()
            defer { place.remove() }
            try place.seal([path: Data("x".utf8)])
            #expect(throws: BackupError.self, "\(path)") { try place.open() }
        }
    }

    @Test func halvesOfAKeyAreToldApart() throws {
        let place = try Place()
        defer { place.remove() }
        let path = "\(place.root)/key"
        try BackupKey.make(path)
        let (secret, open) = (try BackupKey.secretKey(path), try BackupKey.publicKey(path + ".pub"))
        #expect(secret.publicKey.rawRepresentation == open.rawRepresentation)
        #expect(throws: BackupError.self) { try BackupKey.publicKey(path) }
        #expect(throws: BackupError.self) { try BackupKey.secretKey(path + ".pub") }
        #expect(throws: BackupError.self) { try BackupKey.make(path) }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
}
