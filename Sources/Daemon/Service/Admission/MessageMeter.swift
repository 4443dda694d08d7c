// SPDX-License-Identifier: Apache-2.0
internal import NIOCore

/// Reads how long the messages of a stream say they are, as their bytes come: gRPC puts a flag and a
/// length of four bytes before each.
///
/// A message that is too long, or for which there is no room, is known before it is gathered.
struct MessageMeter {
    private var prefix: [UInt8] = []
    /// Bytes of the present message that have not come.
    private var left = 0

    /// The lengths of the messages that begin in these bytes.
    mutating func lengths(_ bytes: ByteBufferView) -> [Int] {
        var lengths: [Int] = []
        var rest = bytes
        while !rest.isEmpty {
            if self.left > 0 {
                let taken = min(self.left, rest.count)
                self.left -= taken
                rest = rest.dropFirst(taken)
                continue
            }
            self.prefix.append(rest[rest.startIndex])
            rest = rest.dropFirst()
            guard self.prefix.count == 5 else { continue }
            self.left = self.prefix.dropFirst().reduce(0) { $0 << 8 | Int($1) }
            self.prefix.removeAll(keepingCapacity: true)
            lengths.append(self.left)
        }
        return lengths
    }
}
