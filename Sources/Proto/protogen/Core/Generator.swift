// SPDX-License-Identifier: Apache-2.0

/// All that is made of one descriptor set.
package struct Generator {
    private let schema: Schema
    private let types: SwiftTypes
    private let namespaces: [String: String]
    private let ownJSON: Set<String>

    /// Reads a set and checks it.
    ///
    /// - Parameters:
    ///   - descriptorSet: What `protoc --include_imports --include_source_info -o` writes.
    ///   - namespaces: The Swift enum of each package.
    ///   - ownJSON: Full names of messages whose `json` is written by hand.
    /// - Throws: `GeneratorError` for what it cannot do right.
    package init(
        descriptorSet: [UInt8], namespaces: [String: String], ownJSON: Set<String>
    ) throws(GeneratorError) {
        schema = try Schema(descriptorSet: descriptorSet)
        types = try SwiftTypes(schema, namespaces: namespaces)
        self.namespaces = namespaces
        self.ownJSON = ownJSON
        var stems: Set<String> = []
        for file in schema.files where !stems.insert(file.stem).inserted {
            throw GeneratorError("Two files are called \(file.stem).proto; rename one.")
        }
        for name in ownJSON.sorted() where schema.messages[name] == nil {
            throw GeneratorError("--own-json names \(name), which is in no file.")
        }
    }

    /// The plainer descriptor set, for protoc-gen-c.
    package var plainSet: [UInt8] { PlainSet(schema).bytes }

    /// The .proto files, in the order of their dependencies.
    package var sources: [String] { schema.files.map(\.name) }

    /// Swift files by name.
    package var swiftFiles: [(name: String, text: String)] {
        var files: [(name: String, text: String)] = [
            ("Namespaces.swift", namespaceFile),
            ("Descriptors.swift", descriptorFile),
        ]
        for file in schema.files {
            let space = namespaces[file.package] ?? file.package
            if !file.messages.isEmpty || !file.enums.isEmpty {
                let messages = SwiftMessages(types: types).file(file, namespace: space)
                files.append((file.stem + ".messages.swift", messages))
            }
            if !file.messages.isEmpty {
                files.append((file.stem + ".coding.swift", SwiftCoding(types: types).file(file)))
                let json = SwiftJSON(types: types, own: ownJSON).file(file)
                files.append((file.stem + ".json.swift", json))
            }
            if !file.services.isEmpty {
                files.append((file.stem + ".grpc.swift", SwiftServices(types: types).file(file)))
            }
        }
        return files
    }

    private var namespaceFile: String {
        var out = SwiftText(source: "all files", imports: [])
        let used = Set(schema.files.map(\.package))
        for (package, name) in namespaces.sorted(by: { $0.value < $1.value })
        where used.contains(package) {
            out.line()
            out.line("/// The messages of package `\(package)`.")
            out.line("public enum \(name) {}")
        }
        out.line()
        out.line("/// Every message there is.")
        out.block("package enum ProtoMessages") { out in
            out.line("/// Their types, file by file.")
            out.line("package static let all: [any ProtoMessage.Type] = [")
            for message in schema.plainMessages {
                out.line("    \(types.name(message.fullName)).self,")
            }
            out.line("]")
        }
        return out.text
    }

    /// The files as other programs ask for them, in hexadecimal: arrays of numbers take the compiler minutes.
    private var descriptorFile: String {
        var out = SwiftText(source: "all files", imports: [])
        out.line()
        out.line("/// Every .proto file there is, as a `FileDescriptorProto`.")
        out.block("package enum ProtoDescriptors") { out in
            out.line("/// The files, each after those that it needs.")
            out.line("package static let all: [ProtoDescriptor] = [")
            for file in schema.files {
                out.line("    ProtoDescriptor(")
                out.line("        name: \"\(file.name)\", needs: \(file.dependencies),")
                out.line("        symbols: [")
                for symbol in file.symbols { out.line("            \"\(symbol)\",") }
                out.line("        ],")
                out.line("        hex: \"\"\"")
                let hex = file.described.flatMap { byte in
                    [byte >> 4, byte & 15].map { Array("0123456789abcdef")[Int($0)] }
                }
                for start in stride(from: 0, to: hex.count, by: Generator.hexInLine) {
                    let end = min(start + Generator.hexInLine, hex.count)
                    let goesOn = end < hex.count ? "\\" : ""
                    out.line("            " + String(hex[start..<end]) + goesOn)
                }
                out.line("            \"\"\"),")
            }
            out.line("]")
        }
        return out.text
    }

    /// Figures in a line of hexadecimal.
    private static let hexInLine = 100
}
