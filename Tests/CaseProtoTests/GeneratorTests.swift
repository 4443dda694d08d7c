// SPDX-License-Identifier: Apache-2.0
import Foundation
import ProtogenCore
import Testing

@Suite("Generator", .enabled(if: Protoc.isInstalled))
struct GeneratorTests {
    static let refused: [(String, String, String)] = [
        ("proto2", "syntax = \"proto2\"; package t; message A { optional int32 a = 1; }", "proto2"),
        ("no syntax", "package t; message A { optional int32 a = 1; }", "proto2"),
        (
            "a group", "syntax = \"proto2\"; package t; message A { optional group G = 1 {} }",
            "proto2"
        ),
        (
            "a message in itself", "syntax = \"proto3\"; package t; message A { A a = 1; }",
            "Recursive messages are not supported: t.A > t.A."
        ),
        (
            "two messages in each other",
            "syntax = \"proto3\"; package t; message A { B b = 1; } message B { A a = 1; }",
            "Recursive messages are not supported: t.A > t.B > t.A."
        ),
        (
            "recursion through a map",
            "syntax = \"proto3\"; package t; message A { map<string, A> a = 1; }", "Recursive"
        ),
        (
            "recursion through a oneof",
            "syntax = \"proto3\"; package t; message A { oneof k { A a = 1; int32 b = 2; } }",
            "Recursive"
        ),
        (
            "a message that hides String",
            "syntax = \"proto3\"; package t; message String { int32 a = 1; }", "hides"
        ),
    ]

    @Test("what cannot be done right is refused with a reason", arguments: refused)
    func unsupportedIsRefused(name: String, text: String, reason: String) throws {
        let set = try Protoc.descriptorSet(of: text)
        let error = #expect(throws: GeneratorError.self) { try generator(set) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test("a group or an extension in a proto3 descriptor is refused")
    func groupAndExtensionAreRefused() {
        func set(_ body: (inout WireWriter) -> Void) -> [UInt8] {
            var out = WireWriter()
            out.message(1) { file in
                file.text(1, "t.proto")
                file.text(2, "t")
                file.text(12, "proto3")
                body(&file)
            }
            return out.bytes
        }
        let group = set { file in
            file.message(4) { message in
                message.text(1, "A")
                message.message(2) { field in
                    field.text(1, "g")
                    field.number(3, 1)
                    field.number(5, 10)
                }
            }
        }
        let error = #expect(throws: GeneratorError.self) { try generator(group) }
        #expect(error?.description == "t.A.g is a group, which is not supported.")
        let extended = set { file in file.message(7) { $0.text(1, "x") } }
        #expect(throws: GeneratorError.self) { try generator(extended) }
        #expect(throws: GeneratorError.self) { try generator([10, 200, 1]) }
    }

    @Test("a package without a namespace is refused")
    func missingNamespaceIsRefused() throws {
        let set = try Protoc.descriptorSet(of: "syntax = \"proto3\"; package t; message A {}")
        #expect(throws: GeneratorError.self) {
            try Generator(descriptorSet: set, namespaces: [:], ownJSON: [])
        }
    }

    /// Names that are keywords in Swift or C, or that collide in protobuf-c's structs.
    static let hard = """
        syntax = "proto3";
        package t;
        message Hard {
          enum Mood { MOOD_NONE = 0; MOOD_IN = 1; MOOD_BAD = -1; }
          enum Alias { option allow_alias = true; A = 0; B = 0; }
          message Type { bool yes = 1; }
          int32 class = 1; string self = 2; bool init = 3; repeated Mood case = 4;
          repeated int32 x = 5; int32 n_x = 6; bool has_x = 7; optional string y = 8;
          map<bool, Mood> flags = 9; map<int64, Type> types = 10; repeated bool bits = 11;
          uint64 u = 12; repeated double d = 13; float f = 14; sint32 s = 15; fixed32 g = 16;
          sfixed64 h = 17; Mood mood = 18; optional Mood maybe = 19; repeated bytes blobs = 20;
          repeated int32 loose = 21 [packed = false]; Alias alias = 22;
          oneof default { int32 let = 31; Type type = 32; Mood in = 33; bytes z_case = 34; }
        }
        """

    @Test("keywords and colliding names come out as names that Swift takes")
    func hardNamesAreEscaped() throws {
        let files = try generator(Protoc.descriptorSet(of: Self.hard)).swiftFiles
        let messages = try #require(files.first { $0.name == "t.messages.swift" }).text
        for line in [
            "public var `class`: Int32 = 0", "public var self_: String = \"\"",
            "public var init_: Bool = false", "public var `case`: [T.Hard.Mood] = []",
            "public var nX: Int32 = 0", "public var y: String? = nil", "case `in`",
            "public var types: [Int64: T.Hard.Type_] = [:]", "public var `default`: Default? = nil",
            "case `let`(Int32)", "case bad", "public static var b: Self { .a }",
        ] {
            #expect(messages.contains(line), "\(line)")
        }
    }

    @Test("the plainer set of a hard schema is taken by protoc-gen-c")
    func plainSetOfHardSchemaCompiles() throws {
        let plain = try generator(Protoc.descriptorSet(of: Self.hard)).plainSet
        try Protoc.inFolder { folder in
            let set = folder.appending(path: "plain.pb")
            try Data(plain).write(to: set)
            _ = try Protoc.run([
                "--descriptor_set_in=\(set.path)", "--c_out=\(folder.path)", "t.proto",
            ])
            let header = folder.appending(path: "t.pb-c.h")
            let text = try String(contentsOf: header, encoding: .utf8)
            #expect(text.contains("ProtobufCBinaryData f2;"))
            #expect(text.contains("T__Hard__O0Case o0_case;"))
        }
    }

    @Test("the committed Swift is what proto/ gives")
    func committedSwiftIsCurrent() throws {
        let generator = try Generator(
            descriptorSet: Protoc.descriptorSet(Protoc.protos, Protoc.files),
            namespaces: [
                "cased.v1": "V1", "grpc.health.v1": "HealthV1",
                "grpc.reflection.v1": "ReflectionV1",
            ],
            ownJSON: [
                "cased.v1.Value", "cased.v1.ValueList", "cased.v1.ValueItem", "cased.v1.Record",
            ])
        let folder = Protoc.root.appending(path: "Sources/Proto/CaseProto/Generated")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(generator.swiftFiles.map(\.name)))
        for file in generator.swiftFiles {
            let text = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
            #expect(text == file.text, "\(file.name) is old: run scripts/generate-proto")
        }
    }

    private func generator(_ set: [UInt8]) throws -> Generator {
        try Generator(descriptorSet: set, namespaces: ["t": "T"], ownJSON: [])
    }
}
