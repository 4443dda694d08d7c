// SPDX-License-Identifier: Apache-2.0
@testable import CaseProto
import ProtogenCore
import Testing

@Suite("Round trips")
struct RoundTripTests {
    @Test("an empty message of every type gives no bytes and comes back", arguments: allNames)
    func emptyMessageOfEveryTypeGivesNoBytes(name: String) throws {
        let type = try #require(messageType(name))
        #expect(try type.init().bytes().isEmpty)
        let read = try type.init(bytes: [])
        #expect(try same(type, read, type.init()))
    }

    @Test("every message, filled by its schema, survives read, write, read")
    func everyFilledMessageSurvives() throws {
        var factory = WireFactory(schema: try Protoc.schema(), seed: 11)
        for type in ProtoMessages.all {
            for _ in 0..<20 { try roundTrip(type, factory.bytes(type.protoName)) }
        }
    }

    @Test("the registry has every message of the files, once")
    func registryIsComplete() throws {
        let inFiles = try Protoc.schema().plainMessages.map(\.fullName)
        #expect(inFiles == allNames)
        #expect(Set(allNames).count == allNames.count)
    }

    @Test("maps of messages and of bytes come back, sorted on the wire")
    func mapsComeBackSorted() throws {
        let request = V1.OpenRequest(
            workflow: "proposal",
            fields: [
                "b": V1.Value(kind: .text("")), "a": V1.Value(),
                "c": V1.Value(kind: .list(V1.ValueList(items: [V1.ValueItem(kind: .text("x"))]))),
                "": V1.Value(kind: .record(V1.Record(fields: ["电话": "1", "": ""]))),
            ])
        #expect(try V1.OpenRequest(bytes: request.bytes()) == request)
        let check = V1.CheckRequest(files: ["z": [], "a": [0, 255], "m": [1]])
        let bytes = try check.bytes()
        #expect(try V1.CheckRequest(bytes: bytes) == check)
        #expect(
            bytes == [
                10, 7, 10, 1, 97, 18, 2, 0, 255, 10, 6, 10, 1, 109, 18, 1, 1, 10, 5, 10, 1, 122, 18,
                0,
            ])
    }

    @Test("a map key sent twice keeps the last value")
    func mapKeySentTwiceKeepsLast() throws {
        let bytes: [UInt8] = [10, 6, 10, 1, 97, 18, 1, 49, 10, 6, 10, 1, 97, 18, 1, 50]
        #expect(try V1.Record(bytes: bytes).fields == ["a": "2"])
    }

    @Test("a map entry without key and value has their defaults")
    func bareMapEntryHasDefaults() throws {
        #expect(try V1.Record(bytes: [10, 0]).fields == ["": ""])
        #expect(try V1.WhyRequest(bytes: [26, 0]).fields == ["": V1.Value()])
    }

    @Test("optional numbers: unset, zero and others stay different")
    func optionalNumbersKeepPresence() throws {
        for version: Int64? in [nil, 0, 1, -1, .max, .min] {
            let request = V1.ActRequest(expectedVersion: version)
            #expect(try V1.ActRequest(bytes: request.bytes()).expectedVersion == version)
        }
        #expect(try V1.ActRequest(expectedVersion: 0).bytes() == [64, 0])
    }

    @Test("minus zero is kept, and plain zero is not sent")
    func minusZeroIsKept() throws {
        let field = V1.LetterField(confidence: -0.0)
        #expect(try V1.LetterField(bytes: field.bytes()).confidence.sign == .minus)
        #expect(try V1.LetterField(confidence: 0).bytes().isEmpty)
    }

    @Test("an enum number of the future is kept")
    func unknownEnumNumberIsKept() throws {
        let response = try HealthV1.HealthCheckResponse(bytes: [8, 42])
        #expect(response.status == .unrecognized(42))
        #expect(try response.bytes() == [8, 42])
        #expect(HealthV1.HealthCheckResponse().status == .unknown)
        #expect(try HealthV1.HealthCheckResponse(status: .notServing).bytes() == [8, 2])
    }

    @Test("repeated numbers come packed and unpacked, and go out packed")
    func repeatedNumbersComeBothWays() throws {
        let expected = V1.AckDeliveryRequest(ids: [1, 2, 300])
        #expect(try V1.AckDeliveryRequest(bytes: [10, 4, 1, 2, 0xAC, 2]) == expected)
        #expect(try V1.AckDeliveryRequest(bytes: [8, 1, 8, 2, 8, 0xAC, 2]) == expected)
        #expect(try expected.bytes() == [10, 4, 1, 2, 0xAC, 2])
    }

    @Test("a message field sent in two parts is merged")
    func splitMessageFieldIsMerged() throws {
        let bytes: [UInt8] = [10, 3, 10, 1, 97, 10, 3, 18, 1, 98]
        let office = try V1.AddOfficeRequest(bytes: bytes).office
        #expect(office == V1.Office(code: "a", name: "b"))
    }

    @Test("unknown fields are dropped")
    func unknownFieldsAreDropped() throws {
        let label = try V1.Label(bytes: [10, 1, 97, 0xF8, 1, 5, 0xFA, 1, 1, 120])
        #expect(label == V1.Label(zh: "a"))
        #expect(try label.bytes() == [10, 1, 97])
    }

    @Test("a megabyte chunk comes back")
    func megabyteChunkComesBack() throws {
        let chunk = [UInt8](repeating: 7, count: 1 << 20)
        let request = V1.AttachRequest(kind: .chunk(chunk))
        #expect(try V1.AttachRequest(bytes: request.bytes()) == request)
    }
}

let allNames = ProtoMessages.all.map { $0.protoName }

func messageType(_ name: String) -> (any ProtoMessage.Type)? {
    ProtoMessages.all.first { $0.protoName == name }
}

/// Compares two messages of one type behind existentials.
func same<M: ProtoMessage>(_ type: M.Type, _ one: any ProtoMessage, _ two: any ProtoMessage)
    throws -> Bool
{
    try #require(one as? M) == #require(two as? M)
}

/// Reads, writes and reads again; both readings and both writings must be equal.
func roundTrip<M: ProtoMessage>(_ type: M.Type, _ bytes: [UInt8]) throws {
    let first = try M(bytes: bytes)
    let written = try first.bytes()
    let second = try M(bytes: written)
    #expect(first == second)
    #expect(try second.bytes() == written)
    #expect(written.count <= bytes.count)
}
