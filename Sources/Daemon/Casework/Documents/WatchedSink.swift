// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage

/// Takes content, and notes what the disk refused of it.
final class WatchedSink: DocumentSink {
    private let sink: any DocumentSink
    private let vitals: WriterVitals

    /// A sink over one that is made.
    init(_ vitals: WriterVitals, _ make: () throws -> any DocumentSink) throws {
        self.vitals = vitals
        self.sink = try WatchedSink.watched(vitals, make)
    }

    func write(_ bytes: [UInt8]) throws {
        try WatchedSink.watched(self.vitals) { try self.sink.write(bytes) }
    }

    func finish() throws -> (sha256: String, size: Int64) {
        let content = try WatchedSink.watched(self.vitals) { try self.sink.finish() }
        self.vitals.went(well: .file)
        return content
    }

    func abandon() { self.sink.abandon() }

    private static func watched<R>(_ vitals: WriterVitals, _ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch {
            vitals.failed(.file, error)
            throw error
        }
    }
}
