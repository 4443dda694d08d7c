// SPDX-License-Identifier: Apache-2.0

/// A message of the public interface: a plain value that knows its wire form and its JSON.
public protocol ProtoMessage: Sendable, Hashable {
    /// The full name in the .proto file, such as `cased.v1.Case`.
    static var protoName: String { get }

    /// A message with every field unset.
    init()

    /// Reads the wire form. Refuses what is malformed, not UTF-8, too deep or too large.
    init(serialized bytes: UnsafeRawBufferPointer) throws(ProtoError)

    /// Writes the wire form. `body` is given the length and a function that fills a buffer of
    /// at least that length; it calls the function at most once.
    func serialize<R>(
        _ body: (_ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) -> R
    ) throws(ProtoError) -> R

    /// The message as JSON, for `--json` and for people.
    var json: JSONValue { get }
}

extension ProtoMessage {
    /// Reads the wire form from an array.
    public init(bytes: [UInt8]) throws(ProtoError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(ProtoError) in
            try Self(serialized: UnsafeRawBufferPointer(buffer))
        }
    }

    /// The wire form as an array.
    ///
    /// Equal messages give equal bytes.
    public func bytes() throws(ProtoError) -> [UInt8] {
        try serialize { length, write in
            [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
                write(UnsafeMutableRawBufferPointer(buffer))
                count = length
            }
        }
    }
}
