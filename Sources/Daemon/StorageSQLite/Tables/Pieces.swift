// SPDX-License-Identifier: Apache-2.0

/// A text in pieces: at each sign the next few, so many that a piece finds few cases.
///
/// Chinese words have two characters, and stand anywhere: a piece has two of them, or four letters or
/// figures. At the end of a text the pieces are shorter.
struct Pieces {
    /// What a whole piece weighs: a sign of ASCII one, any other two.
    private static let weight = 4
    /// Signs of ASCII are written aside in the index, where they would part words.
    private static let aside: UInt32 = 0xE000

    /// All signs as they stand in the index.
    private var written: [UInt8] = []
    /// Where each of them begins, and the end.
    private var starts: [Int] = [0]
    private var weights: [Int] = []

    init(_ text: String) {
        for sign in text.unicodeScalars {
            let aside = sign.isASCII ? Unicode.Scalar(Pieces.aside + sign.value) : nil
            if let bytes = UTF8.encode(aside ?? sign) { self.written.append(contentsOf: bytes) }
            self.starts.append(self.written.count)
            self.weights.append(sign.isASCII ? 1 : 2)
        }
    }

    /// The piece that begins with a sign, and whether it is a whole one.
    private func piece(at start: Int) -> (bytes: ArraySlice<UInt8>, isWhole: Bool) {
        var (weight, end) = (0, start)
        while weight < Pieces.weight, end < self.weights.count {
            weight += self.weights[end]
            end += 1
        }
        return (self.written[self.starts[start]..<self.starts[end]], weight >= Pieces.weight)
    }

    /// Writes all pieces with blanks between them.
    func write(to bytes: inout [UInt8]) {
        for start in self.weights.indices {
            bytes += self.piece(at: start).bytes
            bytes.append(UInt8(ascii: " "))
        }
    }

    /// Those that are whole.
    var whole: [String] {
        self.weights.indices.map(self.piece).filter(\.isWhole).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    /// The one with which the text begins.
    var first: String {
        self.weights.isEmpty ? "" : String(decoding: self.piece(at: 0).bytes, as: UTF8.self)
    }
}
