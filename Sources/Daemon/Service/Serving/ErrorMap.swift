// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// The one map from the engine's errors to gRPC's statuses.
///
/// Refusals travel as status details, so that every language's client reads them.
package enum ErrorMap {
    /// The trailer in which gRPC clients look for details.
    static let detailsKey = "grpc-status-details-bin"
    /// The type of the detail.
    static let refusalType = "type.googleapis.com/cased.v1.Refusal"

    /// The status for an error.
    package static func rpcError(_ error: CaseworkError) -> RPCError {
        let code = ErrorMap.status(error.code)
        let brief = ErrorMap.whole(error).shortened(to: ServiceLimits.textCharacters)
        let text = "\(brief.zh) / \(brief.en)"
        let details = V1.StatusDetails(
            code: Int32(code.rawValue), message: text,
            details: [
                V1.StatusDetail(
                    typeUrl: ErrorMap.refusalType,
                    value: ErrorMap.fitting(ErrorMap.refusal(error)))
            ])
        var metadata = Metadata()
        if let bytes = try? details.bytes() {
            metadata.addBinary(bytes, forKey: ErrorMap.detailsKey)
        }
        return RPCError(code: code, message: text, metadata: metadata)
    }

    /// For clients that read no details: the sentence, with what would mend it.
    private static func whole(_ error: CaseworkError) -> Label {
        let isOneField = error.code == .invalid && error.unmet.count == 1
        let remedy = error.remedy ?? (isOneField ? error.unmet[0].remedies.first : nil)
        return error.sentence.with(remedy?.sentence)
    }

    private static func status(_ code: CaseworkError.Code) -> RPCError.Code {
        switch code {
        case .refused: .failedPrecondition
        case .invalid: .invalidArgument
        case .notFound: .notFound
        case .exists: .alreadyExists
        case .version: .aborted
        case .permission, .passwordDue: .permissionDenied
        case .signedOut: .unauthenticated
        case .busy, .readOnly: .resourceExhausted
        case .stopping: .unavailable
        case .uncertain: .unknown
        case .lost: .dataLoss
        case .internal: .internalError
        }
    }

    /// As much of a refusal as a trailer holds: every condition is named, and those that come first
    /// are told most fully.
    ///
    /// Only when their bare names do not fit are the rest counted.
    private static func fitting(_ refusal: V1.Refusal) -> [UInt8] {
        var short = refusal
        short.sentence = refusal.sentence.map(ErrorMap.shortened)
        short.mend = refusal.mend.map(ErrorMap.shortened)
        if let remedy = short.remedy, ErrorMap.size(remedy) > ServiceLimits.remedyBytes {
            short.remedy = nil
        }
        short.unmet = [ErrorMap.more(refusal.unmet.count)]
        var room = ServiceLimits.refusalBytes - ErrorMap.size(short)
        // A tag and a length of two bytes stand before each.
        func cost(_ unmet: V1.Unmet) -> Int { ErrorMap.size(unmet) + 3 }
        var told: [V1.Unmet] = []
        // Kept for the sentences of those that come first.
        let reserve = room / 8
        for unmet in refusal.unmet {
            let named = ErrorMap.told(unmet, .named)
            guard room - reserve >= cost(named) else { break }
            room -= cost(named)
            told.append(named)
        }
        for detail in [Detail.said, .based, .whole] {
            for (index, unmet) in refusal.unmet.enumerated().prefix(told.count) {
                let fuller = ErrorMap.told(unmet, detail)
                let more = cost(fuller) - cost(told[index])
                guard room >= more else { continue }
                room -= more
                told[index] = fuller
            }
        }
        let left = refusal.unmet.count - told.count
        short.unmet = left == 0 ? told : told + [ErrorMap.more(left)]
        return (try? short.bytes()) ?? []
    }

    /// How fully a condition is told.
    private enum Detail {
        /// By code and parameters.
        case named
        /// With its sentence.
        case said
        /// With the law.
        case based
        /// With what would mend it.
        case whole
    }

    private static func told(_ unmet: V1.Unmet, _ detail: Detail) -> V1.Unmet {
        var told = unmet
        told.sentence = detail == .named ? nil : unmet.sentence.map(ErrorMap.shortened)
        if detail == .named || detail == .said { told.basis = [] }
        guard detail == .whole else {
            told.mend = nil
            told.remedies = []
            return told
        }
        told.mend = unmet.mend.map(ErrorMap.shortened)
        let remedies = unmet.remedies.reduce(0) { $0 + ErrorMap.size($1) }
        if remedies > ServiceLimits.remedyBytes { told.remedies = [] }
        return told
    }

    private static func more(_ count: Int) -> V1.Unmet {
        V1.Unmet(
            code: "more",
            sentence: Render.label(Label("……另有\(count)项", "… and \(count) more")))
    }

    private static func size(_ message: some ProtoMessage) -> Int {
        (try? message.bytes().count) ?? 0
    }

    private static func shortened(_ label: V1.Label) -> V1.Label {
        Render.label(Label(label.zh, label.en).shortened(to: ServiceLimits.sentenceCharacters))
    }

    /// The refusal as a message: also the inline outcome on streams.
    static func refusal(_ error: CaseworkError) -> V1.Refusal {
        let render = Render(laws: error.laws, day: error.day ?? Day(number: 0))
        return V1.Refusal(
            code: error.code.rawValue, sentence: Render.label(error.sentence),
            unmet: error.unmet.map(render.unmet), possible: error.possible,
            mend: error.remedy.map { Render.label($0.sentence) },
            remedy: error.remedy.flatMap(Render.remedy),
            possibleLabels: error.possibleLabels.map(Render.label))
    }
}

extension Label {
    /// The beginning of each text, if it is longer.
    fileprivate func shortened(to count: Int) -> Label {
        func short(_ text: String) -> String {
            text.count > count ? text.prefix(count - 1) + "…" : text
        }
        return Label(short(self.zh), short(self.en))
    }
}

extension ErrorMap {
    /// Runs what answers a call; every error becomes a status with a sentence.
    ///
    /// - Parameter note: hears of what is nobody's answer: a fault of ours or of the machine.
    static func statuses<Answer>(
        _ note: (any Error) -> Void = { _ in }, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await body()
        } catch let error as CaseworkError {
            throw ErrorMap.rpcError(error)
        } catch let error where error is RPCError || error is CancellationError {
            throw error
        } catch {
            note(error)
            throw ErrorMap.rpcError(CaseworkError(told: error))
        }
    }
}
