// SPDX-License-Identifier: Apache-2.0

/// `SHA256SUMS`: the files of a folder by their hashes, as `sha256sum` writes them and checks them.
///
/// It lists every file but itself, in one order and one form: there is one text for one set of files, so
/// that a byte that is changed in it is noticed as well.
struct FileSums: Equatable {
    /// Its name.
    static let name = "SHA256SUMS"
    /// Bytes of the longest list: three million documents.
    private static let longest = 400 << 20

    /// Hashes in hexadecimal by path.
    var hashes: [String: String] = [:]

    init() {}

    /// Reads a list.
    ///
    /// - Throws: ``BackupError`` when it is none, or not in its one form.
    init(reading text: String) throws {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let isEscaped = line.first == "\\"
            let rest = isEscaped ? line.dropFirst() : line
            let hash = rest.prefix(64)
            guard rest.utf8.count > 66, rest.dropFirst(64).prefix(2) == "  ",
                hash.allSatisfy({ $0.isASCII && $0.isHexDigit && !$0.isUppercase })
            else { throw BackupError("\(FileSums.name) has a line that is none: \(line)") }
            let name = String(rest.dropFirst(66))
            self.hashes[isEscaped ? FileSums.plain(name) : name] = String(hash)
        }
        guard self.text == text else {
            throw BackupError(
                "\(FileSums.name) was changed: it is not in the form it is written in")
        }
    }

    /// Reads the list of a folder.
    ///
    /// - Throws: ``BackupError`` when there is none.
    init(of folder: String) throws {
        let path = "\(folder)/\(FileSums.name)"
        guard let text = try Files.text(path, atMost: FileSums.longest) else {
            throw BackupError("\(path) is not there: this is no backup, or not a whole one")
        }
        try self.init(reading: text)
    }

    /// The list as it is written.
    var text: String {
        self.hashes.sorted { $0.key < $1.key }
            .map { path, hash in
                let escaped = FileSums.escaped(path)
                return "\(escaped == path ? "" : "\\")\(hash)  \(escaped)\n"
            }
            .joined()
    }

    /// What in a folder is not as the list says.
    ///
    /// - Parameters:
    ///   - fromDisk: whether what the machine remembers of the files is dropped first.
    ///   - read: files whose content was compared already.
    func faults(
        in folder: String, fromDisk: Bool = false, except read: Set<String> = []
    ) throws -> [String] {
        let tree = try Files.tree(folder)
        var faults = tree.others.map { "\($0) is neither a file nor a folder" }
        let there = Set(tree.files).subtracting([FileSums.name])
        faults += there.subtracting(self.hashes.keys).sorted().map { "\($0) does not belong to it" }
        for (path, hash) in self.hashes.sorted(by: { $0.key < $1.key }) {
            guard there.contains(path) else {
                faults.append("\(path) is missing")
                continue
            }
            if read.contains(path) { continue }
            let found = try Files.hash("\(folder)/\(path)", fromDisk: fromDisk)
            if found != hash { faults.append("\(path) was changed") }
        }
        return faults
    }

    // As sha256sum does it: a name with a backslash or an end of line is escaped, and its line says so.

    private static func escaped(_ path: String) -> String {
        path.contains { $0 == "\\" || $0 == "\n" }
            ? path.split(separator: "\\", omittingEmptySubsequences: false)
                .joined(separator: "\\\\")
                .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
            : path
    }

    private static func plain(_ name: String) -> String {
        var plain = ""
        var isEscape = false
        for character in name {
            if isEscape {
                plain.append(character == "n" ? "\n" : character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                plain.append(character)
            }
        }
        return plain
    }
}
