// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import WorkCalendar

/// Where the content of documents lives: named by its SHA-256, durable before anything names it.
package protocol DocumentStore: Sendable {
    /// Takes new content.
    func begin() throws -> any DocumentSink
    /// The content of a document, to be read piece by piece; nil when it is lost.
    func open(_ sha256: String) throws -> (any DocumentSource)?
    /// The contents there are, and what else lies among them, a part at a time.
    ///
    /// - Parameter part: below ``StoredContent/parts``.
    func contents(in part: Int) throws -> (contents: [StoredContent], strangers: [String])
    /// Removes a content that nobody took in again since a moment of the machine's clock.
    ///
    /// - Returns: whether it was removed.
    func remove(_ sha256: String, takenBefore moment: Instant) throws -> Bool
}

/// A content as it lies in the store.
package struct StoredContent: Hashable, Sendable {
    /// Its SHA-256 in hex.
    package var sha256: String
    /// Its size in bytes.
    package var size: Int64
    /// When it was taken in last, by the machine's clock.
    package var takenAt: Instant

    /// A content.
    package init(sha256: String, size: Int64, takenAt: Instant) {
        self.sha256 = sha256
        self.size = size
        self.takenAt = takenAt
    }

    /// Parts that a store lists its contents in: by the first two digits of their hashes.
    package static let parts = 256
}

extension DocumentStore {
    /// The whole content of a document that is known to be small; nil when it is lost.
    package func content(_ sha256: String) throws -> [UInt8]? {
        guard let source = try self.open(sha256) else { return nil }
        var content: [UInt8] = []
        while let piece = try source.next() { content += piece }
        return content
    }

    /// What is wrong with a document; nil when its content is there and has its name's hash.
    package func fault(_ sha256: String) throws -> String? {
        guard let source = try self.open(sha256) else { return "\(sha256) is missing" }
        var hasher = SHA256()
        while let piece = try source.next() { hasher.update(data: piece) }
        return Chain.hex(hasher.finalize()) == sha256 ? nil : "\(sha256) was changed"
    }
}

/// Content on its way out: one reader.
package protocol DocumentSource: AnyObject, Sendable {
    /// The next bytes, never none; nil at the end.
    func next() throws -> [UInt8]?
}

/// Content on its way in.
///
/// One writer; nothing remains unless it is finished.
package protocol DocumentSink: AnyObject, Sendable {
    /// Takes the next bytes.
    func write(_ bytes: [UInt8]) throws
    /// Makes the content durable.
    ///
    /// - Returns: its SHA-256 in hex and its size in bytes.
    func finish() throws -> (sha256: String, size: Int64)
    /// Throws the content away.
    func abandon()
}
