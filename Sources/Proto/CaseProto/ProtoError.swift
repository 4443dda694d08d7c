// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a message, or a message cannot become bytes.
public enum ProtoError: Error, Sendable, Hashable {
    /// The bytes are not in the wire format of this message.
    case malformed(message: String)
    /// A string field holds bytes that are not UTF-8; `at` is the offset within the field.
    case notUTF8(field: String, at: Int)
    /// A string field holds a NUL character; `at` is the offset within the field.
    case nul(field: String, at: Int)
    /// Messages are nested deeper than is allowed.
    case tooDeep
    /// The message needs more memory than is allowed; `limit` in bytes.
    case tooLarge(limit: Int)
    /// The system gave no memory.
    case outOfMemory
}

extension ProtoError: CustomStringConvertible {
    /// One sentence for the person whose client sent the bytes.
    public var description: String {
        switch self {
        case .malformed(let message):
            "The bytes are not a valid \(message) message."
        case .notUTF8(let field, let offset):
            "The field \(field) is not valid UTF-8: the byte at offset \(offset) is wrong."
        case .nul(let field, let offset):
            "字段 \(field) 含有空字符(U+0000),在第\(offset)字节 / "
                + "The field \(field) holds a NUL character (U+0000), at offset \(offset)."
        case .tooDeep:
            "The message is nested too deeply."
        case .tooLarge(let limit):
            "The message needs more than the \(limit) bytes of memory it is allowed."
        case .outOfMemory:
            "There was not enough memory for the message."
        }
    }
}
