// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Storage
import StorageSQLite
import Testing

/// The log of the SQLite store stays short while nobody reads for long, and becomes short again after
/// somebody did.
@Suite struct LogTests {
    /// As much as the log has when it is brought to its place, and a batch more.
    private static let usual: Int64 = 24 << 20
    /// What its file keeps when it starts anew, and a batch more.
    private static let kept: Int64 = 66 << 20

    private static func path() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.appending(path: "cased.sqlite").path(percentEncoded: false)
    }

    private static func store(_ path: String? = nil) throws -> SQLiteStore {
        try SQLiteStore(path: path ?? Self.path(), durability: .normal)
    }

    /// A batch of a MiB.
    private static func write(_ number: Int, to store: SQLiteStore) throws {
        let text = String(repeating: "x", count: 4_000)
        try store.write((0..<256).map { .setting("\(number)-\($0)", text) })
    }

    @Test func logStaysShort() throws {
        let store = try Self.store()
        var longest: Int64 = 0
        for number in 0..<60 {
            try Self.write(number, to: store)
            try store.checkpoint()
            longest = max(longest, store.vitals().logBytes)
        }
        #expect(longest < Self.usual)
        // It was brought to its place by us, and would not have been otherwise.
        #expect(longest > Self.usual / 2)
        #expect(store.vitals().syncs.count == 60)
        for number in 60..<120 { try Self.write(number, to: store) }
        #expect(store.vitals().logBytes > 2 * Self.usual - (8 << 20))
        try store.close()
    }

    @Test func longReaderLetsItGrowAndItIsShortAfterwards() async throws {
        let store = try Self.store()
        try Self.write(0, to: store)
        let held = DispatchSemaphore(value: 0)
        let (reading, isReading) = AsyncStream.makeStream(of: Void.self)
        async let read: Int64 = store.read { reader in
            let before = try reader.chainHead().sequence
            isReading.finish()
            held.wait()
            return before
        }
        for await _ in reading {}
        for number in 1..<90 {
            try Self.write(number, to: store)
            try store.checkpoint()
        }
        #expect(store.vitals().logBytes > Self.kept)
        held.signal()
        _ = try await read
        for number in 90..<100 {
            try Self.write(number, to: store)
            try store.checkpoint()
        }
        #expect(store.vitals().logBytes <= Self.kept)
        try store.close()
    }

    /// What an earlier life left in the log is in its place after a start.
    @Test func startShrinksIt() throws {
        let (path, copy) = (try Self.path(), try Self.path())
        let store = try Self.store(path)
        for number in 0..<10 { try Self.write(number, to: store) }
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
        }
        let again = try Self.store(copy)
        #expect(again.vitals().logBytes == 0)
        #expect(try again.look { try $0.setting("9-255") }?.count == 4_000)
        try again.close()
        try store.close()
    }
}
