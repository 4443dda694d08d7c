// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText

/// Rulebook files as the daemon wants them: by their place in a rulebook, which may be guessed for
/// a file that lies alone.
package struct RulebookFiles: Sendable {
    private static let folders = [
        "workflows", "parts", "profiles", "tables", "calendars", "papers",
    ]
    private static let endings = [".yaml", ".yml", ".csv", ".mustache"]

    /// Place in the rulebook → bytes.
    package private(set) var contents: [String: [UInt8]] = [:]
    private var paths: [String: String] = [:]

    /// Reads these files and all rulebook files below these folders.
    package init(_ paths: [String]) throws(Failure) {
        for path in paths {
            guard FileReading.isFolder(path) else {
                try add(path)
                continue
            }
            for file in try FileReading.files(below: path) where Self.isRules(file) {
                try add(file)
            }
        }
        guard paths.isEmpty == contents.isEmpty else {
            throw .failed(
                Text(
                    zh: "没有找到规则文件(.yaml、.csv、.mustache)。",
                    en: "no rulebook files (.yaml, .csv, .mustache) are there"))
        }
    }

    /// The path as it was given, for a place in the rulebook.
    package func path(of place: String) -> String { paths[place] ?? place }

    private static func isRules(_ path: String) -> Bool {
        endings.contains { path.hasSuffix($0) }
    }

    private mutating func add(_ path: String) throws(Failure) {
        let bytes = try FileReading.bytes(path)
        let place = Self.place(path, bytes)
        guard contents.updateValue(bytes, forKey: place) == nil else {
            throw .usage(
                Text(zh: "\(place) 给出了两次。", en: "\(place) is given twice"))
        }
        paths[place] = path
    }

    /// Where the file would lie: by its folder's name, else by what its first lines say it is.
    private static func place(_ path: String, _ bytes: [UInt8]) -> String {
        let parts = path.split(separator: "/").map(String.init)
        if let index = parts.dropLast().lastIndex(where: { folders.contains($0) }) {
            return parts[index...].joined(separator: "/")
        }
        let name = FileReading.name(path)
        if name == "rulebook.yaml" { return name }
        if name.hasSuffix(".mustache") { return "papers/" + name }
        let text = String(decoding: bytes, as: UTF8.self)
        if name.hasSuffix(".csv") {
            return (text.hasPrefix("date,kind,name") ? "calendars/" : "tables/") + name
        }
        let lines = text.split(whereSeparator: \.isNewline)
        let heads = ["profile": "profiles/", "part": "parts/"]
        let folder = heads.first { head, _ in lines.contains { $0.hasPrefix("\(head):") } }?.value
        return (folder ?? "workflows/") + name
    }
}
