// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Glibc

/// What is in an archive that was made by ``StoredZip``, and nothing else: bytes that belong to no
/// file, or a second list of files, would be read by some programs and not by others.
struct ZipContent: Sendable {
    /// A file in it.
    struct Entry: Sendable {
        let name: String
        let size: Int
        let start: Int
    }

    /// Its files, as they follow each other.
    let entries: [Entry]
    private let file: RandomFile

    /// Reads the list of files.
    init(_ path: String) throws(Failure) {
        self.file = try RandomFile(path)
        let size = self.file.size
        guard size >= StoredZip.endLength,
            let end = try Fields(self.file.bytes(size - StoredZip.endLength, StoredZip.endLength)),
            end.long(0) == StoredZip.endMark, end.long(4) == 0, end.short(8) == end.short(10),
            end.short(20) == 0
        else { throw ZipContent.other(path) }
        let (start, length) = (Int(end.long(16)), Int(end.long(12)))
        guard start + length == size - StoredZip.endLength,
            let list = try Fields(self.file.bytes(start, length))
        else { throw ZipContent.other(path) }
        var entries: [Entry] = []
        var (place, offset) = (0, 0)
        for _ in 0..<Int(end.short(8)) {
            guard place + StoredZip.centralLength <= length,
                list.long(place) == StoredZip.centralMark
            else { throw ZipContent.other(path) }
            let count = Int(list.short(place + 28))
            let size = Int(list.long(place + 24))
            let next = place + StoredZip.centralLength + count
            // Stored, not encrypted, no extra field or comment, and right behind the one before.
            guard list.short(place + 4) == StoredZip.madeBy, list.long(place + 34) == 0,
                list.long(place + 38) == StoredZip.mode, list.short(place + 8) == StoredZip.flags,
                list.short(place + 10) == 0,
                Int(list.long(place + 20)) == size, list.short(place + 30) == 0,
                list.short(place + 32) == 0, Int(list.long(place + 42)) == offset, next <= length,
                let name = list.text(place + StoredZip.centralLength, count)
            else { throw ZipContent.other(path) }
            let begin = offset + StoredZip.localLength + count
            guard let head = try Fields(self.file.bytes(offset, begin - offset)),
                head.long(0) == StoredZip.localMark,
                head.bytes(4, 26) == list.bytes(place + 6, 26),
                head.text(StoredZip.localLength, count) == name
            else { throw ZipContent.other(path) }
            entries.append(Entry(name: name, size: size, start: begin))
            (place, offset) = (next, begin + size)
        }
        guard place == length, offset == start else { throw ZipContent.other(path) }
        self.entries = entries
    }

    /// Reads a file piece by piece.
    func read(_ entry: Entry, _ body: ([UInt8]) -> Void) throws(Failure) {
        var (place, rest) = (entry.start, entry.size)
        while rest > 0 {
            let piece = try self.file.bytes(place, min(rest, FileReading.piece))
            guard !piece.isEmpty else { return }
            body(piece)
            place += piece.count
            rest -= piece.count
        }
    }

    private static func other(_ path: String) -> Failure {
        .failed(
            Text(
                zh: "\(path) 不是 caseadm 写的 zip,或者后来被改动、重新打包:请解压后核验目录。",
                en: "\(path) is no zip that caseadm wrote, or was changed or packed again since: "
                    + "unpack it, and verify the folder"))
    }
}

/// Little-endian fields of a zip.
private struct Fields {
    private let content: [UInt8]

    init?(_ content: [UInt8]) { self.content = content }

    func short(_ at: Int) -> UInt16 {
        guard at + 2 <= self.content.count else { return 0 }
        return UInt16(self.content[at]) | UInt16(self.content[at + 1]) << 8
    }

    func long(_ at: Int) -> UInt32 { UInt32(self.short(at)) | UInt32(self.short(at + 2)) << 16 }

    func bytes(_ at: Int, _ count: Int) -> [UInt8] {
        Array(self.content.dropFirst(at).prefix(count))
    }

    func text(_ at: Int, _ count: Int) -> String? {
        let bytes = self.bytes(at, count)
        return bytes.count == count ? String(validating: bytes, as: UTF8.self) : nil
    }
}

/// A file that is read anywhere.
private final class RandomFile: Sendable {
    let size: Int
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(Failure) {
        self.path = path
        self.descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard self.descriptor >= 0, fstat(self.descriptor, &status) == 0 else {
            throw .unreadable(path, errno)
        }
        self.size = Int(status.st_size)
    }

    deinit { close(self.descriptor) }

    func bytes(_ place: Int, _ count: Int) throws(Failure) -> [UInt8] {
        guard place >= 0, count >= 0, place + count <= self.size else { return [] }
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                result = pread(
                    self.descriptor, buffer.baseAddress?.advanced(by: filled), count - filled,
                    off_t(place + filled))
                if result < 0, errno == EINTR { continue }
                guard result > 0 else { return }
                filled += result
            }
        }
        guard result >= 0 else { throw .unreadable(self.path, errno) }
        return bytes
    }
}
