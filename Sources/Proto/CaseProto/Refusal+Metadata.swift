// SPDX-License-Identifier: Apache-2.0
package import GRPCCore

extension V1.Refusal {
    /// The trailer in which gRPC clients look for details.
    private static let detailsKey = "grpc-status-details-bin"
    private static let type = "type.googleapis.com/cased.v1.Refusal"

    /// The refusal in the trailers, if they carry one that can be read.
    package init?(in metadata: Metadata) {
        for bytes in metadata[binaryValues: V1.Refusal.detailsKey] {
            guard let details = try? V1.StatusDetails(bytes: bytes) else { continue }
            for detail in details.details where detail.typeUrl == V1.Refusal.type {
                guard let refusal = try? V1.Refusal(bytes: detail.value) else { continue }
                self = refusal
                return
            }
        }
        return nil
    }
}
