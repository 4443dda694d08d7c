// SPDX-License-Identifier: Apache-2.0

/// The check sum of ZIP (ISO 3309), piece by piece.
struct CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
        }
    }

    private var state: UInt32 = 0xFFFF_FFFF

    /// Takes the next bytes.
    mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            self.state = CRC32.table[Int((self.state ^ UInt32(byte)) & 0xFF)] ^ (self.state >> 8)
        }
    }

    /// The sum of all bytes so far.
    var sum: UInt32 { ~self.state }
}
