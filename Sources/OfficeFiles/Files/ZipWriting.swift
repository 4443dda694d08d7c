// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// A zip file made in memory, of parts that we wrote ourselves.
package enum ZipWriting {
    /// What a zip file needs beside its parts: for each of them two heads with its name.
    private static func most(_ parts: [(name: String, text: String)]) -> Int {
        parts.reduce(1_024) { $0 + $1.text.utf8.count * 2 + $1.name.utf8.count * 4 + 1_024 }
    }

    /// The same bytes for the same parts: each bears the same day.
    ///
    /// - Throws: ``FileFault`` when libarchive cannot write it.
    package static func zip(
        _ parts: [(name: String, text: String)]
    ) throws(FileFault) -> [UInt8] {
        guard let archive = archive_write_new() else { throw ZipWriting.failed(nil) }
        defer { archive_write_free(archive) }
        var bytes = [UInt8](repeating: 0, count: ZipWriting.most(parts))
        var used = 0
        var isWritten = false
        var fault: FileFault?
        bytes.withUnsafeMutableBytes { buffer in
            guard archive_write_set_format_zip(archive) == ARCHIVE_OK,
                archive_write_set_options(archive, "zip:compression=deflate") == ARCHIVE_OK,
                archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
                    == ARCHIVE_OK
            else { return }
            do throws(FileFault) {
                for part in parts { try ZipWriting.write(part, archive) }
            } catch {
                fault = error
                return
            }
            isWritten = archive_write_close(archive) == ARCHIVE_OK
        }
        if let fault { throw fault }
        guard isWritten else { throw ZipWriting.failed(archive) }
        return Array(bytes[..<used])
    }

    private static func write(
        _ part: (name: String, text: String), _ archive: OpaquePointer
    ) throws(FileFault) {
        guard let entry = archive_entry_new() else { throw ZipWriting.failed(archive) }
        defer { archive_entry_free(entry) }
        var text = part.text
        archive_entry_set_pathname_utf8(entry, part.name)
        archive_entry_set_filetype(entry, cased_regular_file)
        archive_entry_set_perm(entry, 0o644)
        // Zip counts days from 1980.
        archive_entry_set_mtime(entry, 315_619_200, 0)
        let count = text.utf8.count
        archive_entry_set_size(entry, Int64(count))
        guard archive_write_header(archive, entry) == ARCHIVE_OK else {
            throw ZipWriting.failed(archive)
        }
        let written = text.withUTF8 { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == count else { throw ZipWriting.failed(archive) }
    }

    private static func failed(_ archive: OpaquePointer?) -> FileFault {
        let why = archive.flatMap { archive_error_string($0) }.map { String(cString: $0) } ?? ""
        return FileFault(zh: "无法写出文件：\(why)", en: "the file cannot be written: \(why)")
    }
}
