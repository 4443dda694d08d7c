// SPDX-License-Identifier: Apache-2.0
internal import NIOHPACK

/// What the library under this program takes on trust from a stranger's request, checked before the
/// library sees it.
///
/// gRPC's `grpc-timeout` is the only header of this kind: GRPCCore 2.4.3 ends the process when the
/// amount is negative (`-1S`), before anybody asks who calls.
enum HeaderCheck {
    /// The header that says how long a caller waits.
    static let timeoutHeader = "grpc-timeout"

    /// The name of a header whose value gRPC's protocol does not allow; nil when all is well.
    static func fault(in headers: HPACKHeaders) -> String? {
        let timeouts = headers.values(forHeader: HeaderCheck.timeoutHeader)
        return timeouts.allSatisfy { HeaderCheck.isTimeout($0) } ? nil : HeaderCheck.timeoutHeader
    }

    /// Whether this is a timeout: one to eight ASCII digits and a unit.
    static func isTimeout(_ text: Substring) -> Bool {
        guard let unit = text.utf8.last, "HMSmun".utf8.contains(unit) else { return false }
        let amount = text.utf8.dropLast()
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return (1...8).contains(amount.count) && amount.allSatisfy { digits.contains($0) }
    }
}
