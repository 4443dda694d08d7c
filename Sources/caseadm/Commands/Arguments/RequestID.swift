// SPDX-License-Identifier: Apache-2.0

/// Makes ids for requests that change something.
package enum RequestID {
    /// A fresh id: 128 random bits as 32 hexadecimal digits.
    package static func fresh() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
