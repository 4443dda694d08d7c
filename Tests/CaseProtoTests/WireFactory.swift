// SPDX-License-Identifier: Apache-2.0
import ProtogenCore

/// A small generator of numbers that gives the same ones for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Makes valid wire bytes of any message from its schema, with no help of the code under test.
struct WireFactory {
    let schema: Schema
    var random: SeededGenerator
    private static let texts = [
        "", "a", "提案", "泉民〔2025〕12号", "2025-04-01", "naïve café", "😀", "a\u{1}b",
        "\n\t\"\\",
        "a longer text that does not fit into the fifteen bytes of a small string",
    ]

    init(schema: Schema, seed: UInt64) {
        self.schema = schema
        random = SeededGenerator(seed: seed)
    }

    /// A message with most of its fields set.
    mutating func bytes(_ name: String) -> [UInt8] {
        guard let message = schema.messages[name] else { return [] }
        var out = WireWriter()
        let chosen = Set(
            message.realOneofs.compactMap { oneof in
                message.fields.filter { $0.oneof == oneof }.randomElement(using: &random)?.number
            })
        for field in message.fields {
            if field.oneof != nil, !chosen.contains(field.number) { continue }
            let count = field.repeated ? Int.random(in: 0...3, using: &random) : 1
            if !field.repeated, Int.random(in: 0..<6, using: &random) == 0 { continue }
            if field.repeated, field.type.packs {
                var inner = WireWriter()
                for _ in 0..<count {
                    inner.varint(UInt64.random(in: 0..<999, using: &random))
                }
                if count > 0 { out.data(field.number, inner.bytes) }
            } else {
                for index in 0..<count { write(field, index, to: &out) }
            }
        }
        return out.bytes
    }

    private mutating func write(_ field: Field, _ index: Int, to out: inout WireWriter) {
        switch field.type {
        case .string: out.text(field.number, Self.texts.randomElement(using: &random) ?? "")
        case .bytes:
            let count = Int.random(in: 0..<20, using: &random)
            out.data(
                field.number, (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        case .message:
            if schema.messages[field.typeName]?.isMapEntry == true {
                out.data(field.number, entry(field.typeName, index))
            } else {
                out.data(field.number, bytes(field.typeName))
            }
        case .bool: out.number(field.number, UInt64.random(in: 0...1, using: &random))
        case .double:
            let bits = Double.random(in: -9...9, using: &random).bitPattern
            out.varintTag(field.number, wire: 1)
            out.raw((0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
        case .int32, .enum:
            let value = Int32.random(in: -5...2_000_000_000, using: &random)
            out.number(field.number, UInt64(bitPattern: Int64(value)))
        default: out.number(field.number, random.next())
        }
    }

    /// A map entry whose key is its index, so that no two are equal.
    private mutating func entry(_ name: String, _ index: Int) -> [UInt8] {
        var out = WireWriter()
        out.text(1, "key \(index) 键")
        for field in schema.messages[name]?.fields ?? [] where field.number == 2 {
            write(field, index, to: &out)
        }
        return out.bytes
    }
}

extension WireWriter {
    /// A tag alone.
    mutating func varintTag(_ field: Int, wire: UInt64) { varint(UInt64(field) << 3 | wire) }
}
