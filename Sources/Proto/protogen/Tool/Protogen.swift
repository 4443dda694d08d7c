// SPDX-License-Identifier: Apache-2.0
import Glibc
import ProtogenCore

/// Turns a descriptor set into Swift files and the plainer set for protoc-gen-c.
///
///     protogen set.pb --swift DIR --plain plain.pb --namespace cased.v1=V1 --own-json NAME
@main
enum Protogen {
    static func main() {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            let generator = try Generator(
                descriptorSet: try Files.read(arguments.set), namespaces: arguments.namespaces,
                ownJSON: arguments.ownJSON)
            try Files.write(generator.plainSet, to: arguments.plain)
            for file in generator.swiftFiles {
                try Files.write(Array(file.text.utf8), to: arguments.swift + "/" + file.name)
            }
        } catch {
            Files.complain("protogen: \(error)")
            exit(1)
        }
    }
}

/// What the command line asks for.
struct Arguments {
    var set = ""
    var swift = ""
    var plain = ""
    var namespaces: [String: String] = [:]
    var ownJSON: Set<String> = []

    init(_ words: some Sequence<String>) throws(GeneratorError) {
        var rest = words.makeIterator()
        while let word = rest.next() {
            guard word.hasPrefix("--") else {
                set = word
                continue
            }
            guard let value = rest.next() else { throw GeneratorError("\(word) needs a value.") }
            switch word {
            case "--swift": swift = value
            case "--plain": plain = value
            case "--own-json": ownJSON.insert(value)
            case "--namespace":
                let parts = value.split(separator: "=").map(String.init)
                guard parts.count == 2 else {
                    throw GeneratorError("--namespace wants package=Name, not \(value).")
                }
                namespaces[parts[0]] = parts[1]
            default: throw GeneratorError("Unknown option \(word).")
            }
        }
        if set.isEmpty || swift.isEmpty || plain.isEmpty {
            throw GeneratorError("usage: protogen SET --swift DIR --plain FILE --namespace …")
        }
    }
}

/// Reading and writing whole files.
enum Files {
    static func read(_ path: String) throws(GeneratorError) -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw problem("read", path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            bytes += buffer.prefix(count)
            if count < buffer.count { break }
        }
        if ferror(file) != 0 { throw problem("read", path) }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) throws(GeneratorError) {
        guard let file = fopen(path, "wb") else { throw problem("write", path) }
        let written = fwrite(bytes, 1, bytes.count, file)
        if fclose(file) != 0 || written != bytes.count { throw problem("write", path) }
    }

    static func complain(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = Glibc.write(2, bytes, bytes.count)
    }

    private static func problem(_ verb: String, _ path: String) -> GeneratorError {
        GeneratorError("Cannot \(verb) \(path): \(String(cString: strerror(errno))).")
    }
}
