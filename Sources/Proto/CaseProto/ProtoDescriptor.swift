// SPDX-License-Identifier: Apache-2.0

/// A .proto file as clients without it are told of it.
package struct ProtoDescriptor: Sendable {
    /// Its path, `cased/v1/cases.proto`.
    package let name: String
    /// The paths of the files it imports.
    package let needs: [String]
    /// The full names of its messages, enums, services and methods.
    package let symbols: [String]
    /// The `FileDescriptorProto`.
    package let bytes: [UInt8]

    /// A file with its descriptor in hexadecimal.
    init(name: String, needs: [String], symbols: [String], hex: String) {
        self.name = name
        self.needs = needs
        self.symbols = symbols
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hex.utf8.count / 2)
        var high: UInt8?
        for digit in hex.utf8 {
            let value = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - 87
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.bytes = bytes
    }
}
