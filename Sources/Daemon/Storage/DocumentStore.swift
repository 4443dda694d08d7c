// SPDX-License-Identifier: Apache-2.0

/// Where the content of documents lives: named by its SHA-256, durable before anything names it.
package protocol DocumentStore: Sendable {
    /// Takes new content.
    func begin() throws -> any DocumentSink
    /// The content of a document, to be read piece by piece; nil when it is lost.
    func open(_ sha256: String) throws -> (any DocumentSource)?
}

extension DocumentStore {
    /// The whole content of a document that is known to be small; nil when it is lost.
    package func content(_ sha256: String) throws -> [UInt8]? {
        guard let source = try self.open(sha256) else { return nil }
        var content: [UInt8] = []
        while let piece = try source.next() { content += piece }
        return content
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
