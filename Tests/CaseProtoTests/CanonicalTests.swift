// SPDX-License-Identifier: Apache-2.0
@testable import CaseProto
import ProtogenCore
import Testing

@Suite("Against protoc", .enabled(if: Protoc.isInstalled))
struct CanonicalTests {
    /// Samples of a message until all its fields have been seen, most likely.
    private static let samples = 3

    @Test("every message: protoc reads from our bytes what it reads from the original")
    func protocReadsOurBytes() throws {
        var factory = WireFactory(schema: try Protoc.schema(), seed: 23)
        for type in ProtoMessages.all {
            for _ in 0..<Self.samples {
                let original = factory.bytes(type.protoName)
                let ours = try type.init(bytes: original).bytes()
                let expected = try Protoc.decode(original, as: type.protoName)
                let seen = try Protoc.decode(ours, as: type.protoName)
                #expect(seen == expected, "\(type.protoName)")
            }
        }
    }

    @Test("every message: we read from protoc's bytes what we read from the original")
    func weReadProtocsBytes() throws {
        var factory = WireFactory(schema: try Protoc.schema(), seed: 29)
        for type in ProtoMessages.all { try compare(type, factory.bytes(type.protoName)) }
    }

    private func compare<M: ProtoMessage>(_ type: M.Type, _ original: [UInt8]) throws {
        let text = try Protoc.decode(original, as: M.protoName)
        let theirs = try M(bytes: Protoc.encode(text, as: M.protoName))
        #expect(try theirs == M(bytes: original), "\(M.protoName)")
    }

    @Test("a request written as text reads as the struct that says the same")
    func textFormReadsAsStruct() throws {
        let text = """
            case_id: "SUG-2025-0001" event: "accept" record: true expected_version: 0
            fields { key: "office" value { record { fields { key: "code" value: "quanmin" } } } }
            fields { key: "list" value { list { items { text: "一" } items { text: "" } } } }
            roles { key: "handler" value: "quanmin" }
            """
        let bytes = try Protoc.encode(Array(text.utf8), as: "cased.v1.ActRequest")
        let expected = V1.ActRequest(
            caseId: "SUG-2025-0001", event: "accept",
            fields: [
                "office": V1.Value(kind: .record(V1.Record(fields: ["code": "quanmin"]))),
                "list": V1.Value(
                    kind: .list(
                        V1.ValueList(items: [
                            V1.ValueItem(kind: .text("一")), V1.ValueItem(kind: .text("")),
                        ]))),
            ],
            record: true, expectedVersion: 0, roles: ["handler": "quanmin"])
        #expect(try V1.ActRequest(bytes: bytes) == expected)
    }
}
