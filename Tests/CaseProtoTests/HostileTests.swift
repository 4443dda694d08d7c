// SPDX-License-Identifier: Apache-2.0
@testable import CaseProto
import ProtogenCore
import Testing
import Witness

@Suite("Hostile input")
struct HostileTests {
    static let malformed: [(String, [UInt8])] = [
        ("a tag and nothing", [10]),
        ("a tag cut short", [0x8A]),
        ("text cut short", [10, 5, 97]),
        ("a length one beyond the end", [10, 2, 97]),
        ("a length of 2 GiB - 1", [10, 0xFF, 0xFF, 0xFF, 0xFF, 7, 97]),
        ("a length of 4 GiB - 1", [10, 0xFF, 0xFF, 0xFF, 0xFF, 15, 97]),
        ("a length of 2^35", [10, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 97]),
        ("a length of 2^63", [10] + [UInt8](repeating: 0x80, count: 9) + [1, 97]),
        ("a varint of eleven bytes", [24] + [UInt8](repeating: 0xFF, count: 10) + [1]),
        ("a varint without end", [24] + [UInt8](repeating: 0x80, count: 64)),
        ("a varint cut short", [24, 0x80]),
        ("a fixed64 cut short", [0xC1, 2, 1, 2, 3]),
        ("a group", [0xC3, 2, 0xC4, 2]),
        ("an end of group", [0xC4, 2]),
        ("wire type 6", [0xC6, 2, 0]),
        ("wire type 7", [0xC7, 2, 0]),
        ("a known field with another wire type", [8, 1]),
        ("a nested message cut short", [50, 2, 10, 9]),
        ("a nested length beyond its message", [50, 3, 10, 9, 97, 10, 1, 97]),
    ]

    @Test("bytes that are no Case are refused as malformed", arguments: malformed)
    func malformedIsRefused(name: String, bytes: [UInt8]) {
        #expect(throws: ProtoError.malformed(message: "cased.v1.Case")) {
            try V1.Case(bytes: bytes)
        }
    }

    static let notText: [(String, [UInt8], Int)] = [
        ("FF", [0xFF], 0), ("FE after text", [97, 98, 0xFE], 2), ("lone continuation", [0x80], 0),
        ("overlong NUL", [0xC0, 0x80], 0), ("overlong slash", [0xE0, 0x80, 0xAF], 0),
        ("high surrogate", [97, 0xED, 0xA0, 0x80], 1), ("low surrogate", [0xED, 0xBF, 0xBF], 0),
        ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80], 0),
        ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80], 0),
        ("cut after one of three", [97, 0xE4], 1), ("cut after two of three", [97, 0xE4, 0xB8], 1),
        ("cut after three of four", [0xF0, 0x9F, 0x98], 0),
        ("bad after a control character", [1, 0xFF], 1),
        ("bad after 2 kB", [UInt8](repeating: 97, count: 2_000) + [0xFF], 2_000),
    ]

    @Test("text that is not UTF-8 is refused with field and offset", arguments: notText)
    func badTextIsRefused(name: String, bytes: [UInt8], at: Int) {
        var out = WireWriter()
        out.data(13, bytes)
        #expect(throws: ProtoError.notUTF8(field: "cased.v1.Case.title", at: at)) {
            try V1.Case(bytes: out.bytes)
        }
    }

    @Test("bad text is refused wherever text stands")
    func badTextIsRefusedEverywhere() {
        func field(_ label: String) -> ProtoError { .notUTF8(field: label, at: 0) }
        #expect(throws: field("cased.v1.Record.fields")) {
            try V1.Record(bytes: [10, 3, 10, 1, 0xFF])
        }
        #expect(throws: field("cased.v1.Record.fields")) {
            try V1.Record(bytes: [10, 3, 18, 1, 0xFF])
        }
        #expect(throws: field("cased.v1.Office.aliases")) {
            try V1.Office(bytes: [26, 1, 97, 26, 1, 0xFF])
        }
        #expect(throws: field("cased.v1.Value.text")) { try V1.Value(bytes: [10, 1, 0xFF]) }
        #expect(throws: field("cased.v1.Label.zh")) {
            try V1.Case(bytes: [50, 3, 10, 1, 0xFF])
        }
    }

    @Test("every prefix of a full case is read or refused, never worse")
    func everyPrefixIsReadOrRefused() throws {
        var factory = WireFactory(schema: try Protoc.schema(), seed: 5)
        let whole = factory.bytes("cased.v1.Case")
        var refused = 0
        for length in 0..<whole.count {
            do throws(ProtoError) {
                let message = try V1.Case(bytes: Array(whole.prefix(length)))
                #expect(try V1.Case(bytes: message.bytes()) == message)
            } catch {
                #expect(error == .malformed(message: "cased.v1.Case"))
                refused += 1
            }
        }
        #expect(refused > whole.count / 2)
    }

    @Test("100,000 levels of an unknown field are skipped as bytes")
    func deepUnknownNestingIsSkipped() throws {
        var tail: [UInt8] = []
        // Lengths grow inwards to outwards; built from the inside, tags reversed at the end.
        for _ in 0..<100_000 {
            var head = WireWriter()
            head.varintTag(2_000, wire: 2)
            head.varint(UInt64(tail.count))
            tail += head.bytes.reversed()
        }
        #expect(try V1.Case(bytes: tail.reversed()) == V1.Case())
    }

    @Test("messages nested deeper than the limit are refused, at the limit they are read")
    func depthIsLimited() throws {
        let value = V1.Value(
            kind: .list(V1.ValueList(items: [V1.ValueItem(kind: .record(V1.Record()))])))
        let bytes = try V1.WhyRequest(fields: ["a": value]).bytes()
        var limits = ProtoLimits()
        limits.depth = 5
        #expect(try read(V1.WhyRequest.self, bytes, limits) == V1.WhyRequest(fields: ["a": value]))
        limits.depth = 4
        #expect(throws: ProtoError.tooDeep) { try read(V1.WhyRequest.self, bytes, limits) }
    }

    @Test("unpacking that goes below the stack floor is refused as too deep")
    func stackFloorHolds() throws {
        let bytes = try V1.WhyRequest(fields: ["a": V1.Value(kind: .text("a"))]).bytes()
        var limits = ProtoLimits()
        limits.stack = 256
        #expect(throws: ProtoError.tooDeep) { try read(V1.WhyRequest.self, bytes, limits) }
    }

    @Test("a message that needs more than its allowance is refused as too large")
    func arenaLimitHolds() throws {
        let bytes = try V1.Label(zh: String(repeating: "a", count: 5_000)).bytes()
        var limits = ProtoLimits()
        limits.arenaCeiling = 4_096
        #expect(throws: ProtoError.tooLarge(limit: 4_096)) {
            try read(V1.Label.self, bytes, limits)
        }
    }

    @Test("200,000 empty cases in 400 kB are refused")
    func amplificationIsRefused() {
        let bytes = [UInt8](repeatingPattern: [10, 0], count: 200_000)
        expectTooLarge(V1.ListCasesResponse.self, bytes)
    }

    @Test("4 MB of unknown fields are refused")
    func unknownFieldsAreBounded() {
        let bytes = [UInt8](repeatingPattern: [0xF8, 1, 5], count: 1_400_000)
        expectTooLarge(V1.Case.self, bytes)
    }

    @Test("a message field sent 60,000 times is refused before merging takes long")
    func quadraticMergeIsRefused() {
        let bytes = [UInt8](repeatingPattern: [10, 3, 26, 1, 97], count: 60_000)
        let time = ProcessorTime.of { expectTooLarge(V1.AddOfficeRequest.self, bytes) }
        #expect(time < .seconds(5))
    }

    @Test("1,000 full cases and 20,000 small ones are read")
    func ordinaryListsAreRead() throws {
        var factory = WireFactory(schema: try Protoc.schema(), seed: 3)
        let full = try V1.Case(bytes: factory.bytes("cased.v1.Case"))
        let thousand = V1.ListCasesResponse(cases: Array(repeating: full, count: 1_000))
        #expect(try V1.ListCasesResponse(bytes: thousand.bytes()) == thousand)
        let small = V1.ListCasesResponse(
            cases: (10_000..<30_000).map { V1.Case(caseId: "SUG-20\($0)") })
        #expect(try V1.ListCasesResponse(bytes: small.bytes()) == small)
    }

    private func expectTooLarge<M: CMessage>(_ type: M.Type, _ bytes: [UInt8]) {
        let limit = ProtoLimits.standard.arena(bytes.count)
        #expect(throws: ProtoError.tooLarge(limit: limit)) { try M(bytes: bytes) }
    }
}

/// Reads within limits.
func read<M: CMessage>(_ type: M.Type, _ bytes: [UInt8], _ limits: ProtoLimits) throws -> M {
    try bytes.withUnsafeBytes { try M.read($0, limits: limits) { _ in } }
}

extension [UInt8] {
    init(repeatingPattern pattern: [UInt8], count: Int) {
        self = []
        reserveCapacity(pattern.count * count)
        for _ in 0..<count { self += pattern }
    }
}
