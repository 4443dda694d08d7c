// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import ProtogenCore
import Testing

/// A NUL inside a text is refused wherever a text can stand in a request: in a field, in a list, in a
/// map's key and value, in a record within a list within a map.
@Suite("NUL in texts")
struct NulTests {
    /// A way from a message to a text in it.
    struct Way {
        var path: String
        /// The field as the refusal names it.
        var field: String
        /// The message with a NUL there and nothing else.
        var bytes: [UInt8]
    }

    /// Every way to a text.
    private func ways(_ name: String, _ schema: Schema) -> [Way] {
        (schema.messages[name]?.fields ?? []).flatMap { field -> [Way] in
            var out = WireWriter()
            let own = "\(name).\(field.name)"
            if field.type == .string {
                out.text(field.number, "a\u{0}b")
                return [Way(path: field.name, field: own, bytes: out.bytes)]
            }
            guard field.type == .message else { return [] }
            let isMap = schema.messages[field.typeName]?.isMapEntry ?? false
            return self.ways(field.typeName, schema).map { inner in
                var outer = WireWriter()
                outer.data(field.number, inner.bytes)
                // The keys and values of a map are told by the map's name.
                let isEntrys = isMap && inner.field.hasPrefix(field.typeName + ".")
                return Way(
                    path: "\(field.name).\(inner.path)", field: isEntrys ? own : inner.field,
                    bytes: outer.bytes)
            }
        }
    }

    @Test("every text of every request")
    func everyTextOfEveryRequest() throws {
        let schema = try Protoc.schema()
        let methods = schema.files.flatMap(\.services).flatMap(\.methods)
        var seen = 0
        for name in Set(methods.map(\.input)).sorted() {
            let type = try #require(messageType(name))
            for way in self.ways(name, schema) {
                seen += 1
                #expect(throws: ProtoError.nul(field: way.field, at: 1), "\(name): \(way.path)") {
                    try type.init(bytes: way.bytes)
                }
            }
        }
        // Were the schema not read, nothing would be tried.
        #expect(seen > 150, "\(seen)")
    }

    @Test("values of maps and records among them")
    func valuesOfMapsAndRecords() throws {
        let paths = self.ways("cased.v1.ActRequest", try Protoc.schema()).map(\.path)
        for path in [
            "request_id", "fields.key", "fields.value.text", "fields.value.record.fields.value",
            "fields.value.list.items.record.fields.key", "roles.key", "roles.value",
        ] {
            #expect(paths.contains(path), "\(path) in \(paths)")
        }
    }

    @Test("the sender is told which field, in both languages")
    func senderIsTold() {
        let error = #expect(throws: RPCError.self) {
            let bytes: [UInt8] = [10, 3, 97, 0, 98]
            _ = try ProtoDeserializer<V1.Label>().deserialize(bytes)
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("字段 cased.v1.Label.zh 含有空字符") ?? false)
        #expect(error?.message.contains("cased.v1.Label.zh holds a NUL character") ?? false)
    }

    @Test("bytes may hold anything")
    func bytesMayHoldAnything() throws {
        let request = V1.CheckRequest(files: ["a": [0, 1, 0]])
        #expect(try V1.CheckRequest(bytes: request.bytes()) == request)
    }
}
