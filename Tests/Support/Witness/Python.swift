// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The Python of the tests: a second opinion that shares no code with us.
package enum Python {
    /// Why Python gave no answer.
    package struct Failed: Error, CustomStringConvertible {
        package var description: String
    }

    /// The interpreter: `CASED_PYTHON`, else `.venv/bin/python` of the package.
    ///
    /// - Throws: ``Failed`` when there is none.
    package static func interpreter() throws(Failed) -> String {
        if let named = ProcessInfo.processInfo.environment["CASED_PYTHON"], !named.isEmpty {
            return named
        }
        let path = PackageRoot.file(".venv/bin/python").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failed(
                description: "There is no \(path): run make test, or scripts/python-environment.")
        }
        return path
    }

    /// Runs a script of `Tests/Python` and returns what it prints.
    ///
    /// - Throws: ``Failed`` with what it wrote to its standard error when it does not end well.
    package static func run(
        _ script: String, _ arguments: [String] = [], input: String = ""
    ) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-python-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a pipe that fills while we still write would stop both.
        let (given, printed) = (folder.appending(path: "in"), folder.appending(path: "out"))
        let complaints = folder.appending(path: "err")
        try Data(input.utf8).write(to: given)
        for file in [printed, complaints] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: try self.interpreter())
        process.arguments =
            [PackageRoot.file("Tests/Python/\(script)").path(percentEncoded: false)] + arguments
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: printed)
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        process.waitUntilExit()
        let output = String(decoding: try Data(contentsOf: printed), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            let errors = String(decoding: try Data(contentsOf: complaints), as: UTF8.self)
            throw Failed(
                description:
                    "\(script) ended with \(process.terminationStatus):\n\(errors)\(output)")
        }
        return output
    }
}
