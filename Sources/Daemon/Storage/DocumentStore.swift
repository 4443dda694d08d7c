// SPDX-License-Identifier: Apache-2.0

/// Where the content of documents lives: named by its SHA-256, durable before anything names it.
package protocol DocumentStore: Sendable {
    /// Takes new content.
    func begin() throws -> any DocumentSink
    /// The content of a document; nil when it is lost.
    func content(_ sha256: String) throws -> [UInt8]?
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
