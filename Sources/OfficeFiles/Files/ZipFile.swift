// SPDX-License-Identifier: Apache-2.0
internal import CArchive

/// A zip file in memory, taken apart by libarchive; nothing of it is written anywhere.
package struct ZipFile: Sendable {
    private let bytes: [UInt8]
    /// The names of its parts, as ``plain(_:)`` writes them, with those they have.
    private let parts: [String: String]

    /// Looks what is in a zip file.
    ///
    /// - Throws: ``FileFault`` when it is none, is damaged, or holds more than ``FileLimits`` take.
    package init(_ bytes: [UInt8]) throws(FileFault) {
        self.bytes = bytes
        var parts: [String: String] = [:]
        try ZipFile.walk(bytes) { (name, _) throws(FileFault) -> Bool in
            guard parts.updateValue(name, forKey: ZipFile.plain(name)) == nil else {
                throw FileFault(
                    zh: "压缩包内有两个“\(name.prefix(40))”,文件已损坏或经过改动",
                    en:
                        "“\(name.prefix(40))” is in it twice: the file is damaged or was tampered with"
                )
            }
            guard parts.count <= FileLimits.entries else {
                throw FileFault(
                    zh: "压缩包内文件超过\(FileLimits.entries)个",
                    en: "there are more than \(FileLimits.entries) files in it")
            }
            return true
        }
        self.parts = parts
    }

    /// Whether it has a part of this name.
    package func has(_ name: String) -> Bool { self.parts[ZipFile.plain(name)] != nil }

    /// Names as workbooks mean them: some programs write other slashes, and other capitals than they name.
    private static func plain(_ name: String) -> String {
        String(name.lowercased().map { $0 == "\\" ? "/" : $0 })
    }

    /// Hands out a part piece by piece.
    ///
    /// - Throws: ``FileFault`` when it is not there, is damaged or larger than ``FileLimits`` allow; what `take`
    ///   throws.
    package func read(
        _ name: String, _ take: (UnsafeRawBufferPointer) throws(FileFault) -> Void
    ) throws(FileFault) {
        guard let own = self.parts[ZipFile.plain(name)] else {
            throw FileFault(
                zh: "其中没有“\(name)”,文件不完整", en: "“\(name)” is not in it: the file is not whole")
        }
        let most = Swift.min(
            FileLimits.partBytes,
            Swift.max(FileLimits.alwaysBytes, self.bytes.count * FileLimits.ratio))
        try ZipFile.walk(self.bytes) { (found, archive) throws(FileFault) -> Bool in
            guard found == own else { return true }
            var total = 0
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = buffer.withUnsafeMutableBytes {
                    archive_read_data(archive, $0.baseAddress, $0.count)
                }
                guard count >= 0 else { throw ZipFile.damaged(archive) }
                guard count > 0 else { return false }
                total += count
                guard total <= most else {
                    throw FileFault(
                        zh: "“\(name)”展开后超过\(most >> 20) MiB,像是压缩炸弹,不予读取",
                        en:
                            "“\(name)” is larger than \(most >> 20) MiB when unpacked, like a zip bomb"
                    )
                }
                var fault: FileFault?
                buffer.withUnsafeBytes { all in
                    do throws(FileFault) {
                        try take(UnsafeRawBufferPointer(rebasing: all[..<count]))
                    } catch { fault = error }
                }
                if let fault { throw fault }
            }
        }
    }

    /// Goes through the parts until `take` says that it is enough.
    private static func walk(
        _ bytes: [UInt8], _ take: (String, OpaquePointer) throws(FileFault) -> Bool
    ) throws(FileFault) {
        guard let archive = archive_read_new() else {
            throw FileFault(zh: "内存不足", en: "there is no memory left")
        }
        defer { archive_read_free(archive) }
        // The list at the end alone says what is in it; what is hidden in between is not there.
        archive_read_support_format_zip_seekable(archive)
        var fault: FileFault?
        bytes.withUnsafeBytes { all in
            do throws(FileFault) {
                guard archive_read_open_memory(archive, all.baseAddress, all.count) == ARCHIVE_OK
                else { throw damaged(archive) }
                var entry: OpaquePointer?
                while true {
                    let status = archive_read_next_header(archive, &entry)
                    guard status != ARCHIVE_EOF else { return }
                    guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
                        throw damaged(archive)
                    }
                    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
                    guard let name else { throw damaged(archive) }
                    if archive_entry_is_encrypted(entry) == 1 {
                        throw FileFault(
                            zh: "文件有密码,请去掉密码后再存一份",
                            en: "it is protected by a password: save a copy without one")
                    }
                    guard try take(String(cString: name), archive) else { return }
                }
            } catch { fault = error }
        }
        if let fault { throw fault }
    }

    private static func damaged(_ archive: OpaquePointer) -> FileFault {
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "zip"
        return FileFault(
            zh: "文件已损坏或没有传完(\(reason)),请重新取得", en: "the file is damaged or not whole: \(reason)")
    }
}
