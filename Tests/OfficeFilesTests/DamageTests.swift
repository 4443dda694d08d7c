// SPDX-License-Identifier: Apache-2.0
import Foundation
import OfficeFiles
import Testing
import Witness

/// Files that are damaged, or made to harm whoever opens them: refused in words, quickly, in little memory.
@Suite(.serialized) struct DamageTests {
    /// Megabytes that the process has used at most so far.
    private static var used: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss >> 10
    }

    @Test(.timeLimit(.minutes(60)))
    func hostileFilesAreRefusedInWords() throws {
        let hostile = try Hostile()
        defer { hostile.remove() }
        #expect(hostile.words.count >= 30)
        let before = Self.used
        for (name, words) in hostile.words.sorted(by: { $0.key < $1.key }) {
            let bytes = try hostile.bytes("hostile/\(name)")
            let began = ContinuousClock.now
            let fault = #expect(throws: FileFault.self, "\(name)") { try Workbook(bytes) }
            #expect(fault?.en.contains(words) ?? false, "\(name): \(fault?.en ?? "")")
            #expect(!(fault?.zh.isEmpty ?? true), "\(name)")
            #expect(ContinuousClock.now - began < .seconds(60), "\(name)")
        }
        #expect(Self.used - before < 400, "\(Self.used - before) MiB more")
    }

    /// What people and networks do to files, by chance; a seed repeats a failure.
    @Test(.timeLimit(.minutes(60)))
    func randomDamageNeitherCrashesNorHangs() throws {
        let hostile = try Hostile()
        defer { hostile.remove() }
        let isLong = ProcessInfo.processInfo.environment["CASED_E2E"] != nil
        let rounds = isLong ? 50_000 : 2_000
        let seed = UInt64.random(in: 0...UInt64.max)
        var numbers = SeededNumbers(seed: seed)
        let books = [try hostile.parts("plain"), try hostile.parts("inline")]
        let packed = try hostile.bytes("sound.xlsx")
        let text = Array("建议编号,标题\r\n1,\"关于,养老\"\r\n2,教育\r\n".utf8)
        _ = try Workbook(packed)
        let before = Self.used
        var (read, refused) = (0, 0)
        for _ in 0..<rounds {
            let bytes: [UInt8]
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: bytes = Self.damaged(packed, &numbers)
            case 1: bytes = Self.damaged(text, &numbers)
            default:
                let book = books[Int.random(in: 0..<books.count, using: &numbers)]
                bytes = Self.rezipped(book, &numbers)
            }
            let began = ContinuousClock.now
            do {
                _ = try Workbook(bytes)
                read += 1
            } catch {
                refused += 1
            }
            guard ContinuousClock.now - began < .seconds(20) else {
                Issue.record("seed \(seed), round \(read + refused): too slow")
                break
            }
        }
        #expect(read > rounds / 20 && refused > rounds / 5, "\(read) read, \(refused) refused")
        #expect(Self.used - before < 300, "\(Self.used - before) MiB more, seed \(seed)")
    }

    private static func damaged(_ bytes: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
        var bytes = bytes
        if Int.random(in: 0..<4, using: &numbers) == 0 {
            bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &numbers)))
        }
        for _ in 0..<Int.random(in: 1...8, using: &numbers) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            if Bool.random(using: &numbers) {
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            } else {
                bytes[place] = UInt8.random(in: 0...255, using: &numbers)
            }
        }
        return bytes
    }

    private static let pieces = [
        "<row>", "</row>", "<c r=\"A99999\">", "</c>", "<v>", "</v>", "<v>1e308</v>", "<v>-1</v>",
        "<f>A1</f>", "t=\"s\"", "t=\"d\"", "<!DOCTYPE x>", "&lt;", "&x;", "&#0;", "<![CDATA[",
        "]]>",
        "r=\"ZZZZZZZZZZ1\"", "<mergeCell ref=\"A1:XFD1048576\"/>", "9223372036854775808", "<si>",
        "date1904=\"1\"", "s=\"-1\"", "numFmtId=\"99999999999999999999\"", "_x0000_", "_xD800_",
        "\u{FEFF}",
        "../../../etc/passwd", "xmlns=\"\"", "<rPh>", "</t>", "<is><t>",
    ]

    /// One part of a workbook changed, the zip about it sound.
    private static func rezipped(
        _ book: [String: String], _ numbers: inout SeededNumbers
    ) -> [UInt8] {
        var parts = book.sorted { $0.key < $1.key }.map {
            (name: $0.key, content: Array($0.value.utf8))
        }
        let index = Int.random(in: 0..<parts.count, using: &numbers)
        var content = parts[index].content
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            let place = Int.random(in: 0...content.count, using: &numbers)
            let end = min(content.count, place + Int.random(in: 0..<40, using: &numbers))
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: content.removeSubrange(place..<end)
            case 1: content.insert(contentsOf: content[place..<end], at: place)
            default:
                let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &numbers)]
                content.insert(contentsOf: Array(piece.utf8), at: place)
            }
        }
        parts[index].content = content
        if Int.random(in: 0..<10, using: &numbers) == 0 { parts.remove(at: index) }
        return Hostile.zip(parts)
    }
}
