// SPDX-License-Identifier: Apache-2.0

/// What one message may cost.
///
/// `standard` holds in production; tests set smaller ones.
package struct ProtoLimits: Sendable, Hashable {
    /// Levels of messages in messages.
    ///
    /// 100 is what every other implementation allows; our schema, which has no recursion, needs 7.
    package var depth = 100

    /// Bytes of stack that unpacking may use below its caller.
    ///
    /// protobuf-c has no limit of its own and takes about 1 kB a level, so 256 KiB is some 270
    /// levels: more than `depth`, and half of the smallest stack (512 KiB) that threads of Swift
    /// programs get.
    package var stack = 256 << 10

    /// The most that reading one message may take, whatever its length: 64 MiB.
    package var arenaCeiling = 64 << 20

    /// What even a short message may take: 4 MiB, grpc-swift's own limit for a request.
    package var arenaFloor = 4 << 20

    /// Bytes that each byte of the wire may become.
    ///
    /// Ordinary messages need 5. An empty message is 2 bytes on the wire and some 400 in memory, so
    /// without this bound 340 kB would fill 64 MiB; and a message field repeated on purpose, which
    /// protobuf-c merges in quadratic time, runs out of allowance within milliseconds.
    package var arenaPerByte = 32

    /// The most that writing one message may take: 256 MiB.
    ///
    /// No client takes a reply that long, so it stops our own mistakes, not other people's.
    package var writing = 256 << 20

    /// The first block when reading is what an ordinary message needs in all, 6 bytes for each
    /// byte and 1 kB for protobuf-c's scratch, so that it costs one malloc; but at most 1 MiB.
    package var firstBlockCeiling = 1 << 20

    /// The limits of production.
    package static let standard = ProtoLimits()

    /// Bytes that reading a message of this length may take.
    package func arena(_ length: Int) -> Int {
        let (scaled, overflow) = length.multipliedReportingOverflow(by: arenaPerByte)
        guard !overflow, scaled < arenaCeiling else { return arenaCeiling }
        return min(arenaCeiling, arenaFloor + scaled)
    }

    /// Bytes of the first block for a message of this length.
    package func firstBlock(_ length: Int) -> Int {
        length > firstBlockCeiling ? firstBlockCeiling : min(1_024 + length * 6, firstBlockCeiling)
    }
}
