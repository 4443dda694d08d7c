// SPDX-License-Identifier: Apache-2.0
// Puts load on a daemon (or the echo): each case is opened, accepted, assigned, signed for, drafted.
// usage: bench-load SOCKET unary CALLERS SECONDS TAG [OUTCOMES]
//        bench-load SOCKET stream WINDOW SECONDS TAG
// Prints one line of JSON. OUTCOMES: a folder that gets one outcome of each kind of command.
import CaseProto
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix

func text(_ value: String) -> V1.Value { V1.Value(kind: .text(value)) }

/// The commands of one case's life, as far as the benchmark tells it.
enum Story {
    static func open(_ tag: String) -> V1.OpenRequest {
        V1.OpenRequest(
            workflow: "proposal",
            fields: [
                "assembly": text("示例市人大"), "session": text("十届三次"),
                "title": text("关于示例事项的建议 \(tag)"), "proposers": text("示例代表甲"),
                "session_closed_on": text("2025-03-10"),
            ], requestId: "open-\(tag)")
    }

    static let events = ["accept", "assign", "sign_for", "draft"]

    static func act(_ event: String, _ id: String, _ tag: String) -> V1.ActRequest {
        var request = V1.ActRequest(caseId: id, event: event, requestId: "\(event)-\(tag)")
        switch event {
        case "assign":
            request.fields = ["mode": text("sole")]
            request.roles = ["lead": "mzj"]
        case "draft":
            request.fields = [
                "reply_type": text("A"), "disclosure": text("public"),
                "contact_person": text("示例联系人"), "contact_phone": text("00000000"),
            ]
        default: break
        }
        return request
    }
}

/// What one caller did.
struct Tally: Sendable {
    var acts = 0
    var refused = 0
    var latencies: [UInt64] = []

    mutating func note(_ outcome: V1.Outcome, since began: UInt64) {
        self.acts += 1
        self.latencies.append(DispatchTime.now().uptimeNanoseconds - began)
        if case .done = outcome.kind {} else { self.refused += 1 }
    }
}

typealias Transport = HTTP2ClientTransport.Posix

func keep(_ outcome: V1.Outcome, _ name: String, _ folder: String?) throws {
    guard let folder, !FileManager.default.fileExists(atPath: folder + "/" + name) else { return }
    try Data(try outcome.bytes()).write(to: URL(fileURLWithPath: folder + "/" + name))
}

func call(
    _ client: CasesClient<Transport>, _ tag: String, until end: UInt64, _ folder: String?
) async throws -> Tally {
    var tally = Tally()
    var number = 0
    while DispatchTime.now().uptimeNanoseconds < end {
        number += 1
        let name = "\(tag)-\(number)"
        var began = DispatchTime.now().uptimeNanoseconds
        let opened = try await client.open(Story.open(name))
        tally.note(opened, since: began)
        try keep(opened, "open", folder)
        guard case .done(let done) = opened.kind else { continue }
        for event in Story.events {
            began = DispatchTime.now().uptimeNanoseconds
            let outcome = try await client.act(Story.act(event, done.caseId, name))
            tally.note(outcome, since: began)
            try keep(outcome, event, folder)
        }
    }
    return tally
}

/// Waves of commands over one stream: all openings of a wave, then all acceptances, and so on.
func stream(
    _ client: CasesClient<Transport>, _ tag: String, window: Int, until end: UInt64
) async throws -> Tally {
    let (ids, idsIn) = AsyncStream.makeStream(of: [String].self)
    return try await client.submit { writer in
        var waves = ids.makeAsyncIterator()
        var wave = 0
        while DispatchTime.now().uptimeNanoseconds < end {
            wave += 1
            for index in 0..<window {
                try await writer.write(
                    V1.Command(kind: .open(Story.open("\(tag)-\(wave)-\(index)"))))
            }
            guard let opened = await waves.next() else { return }
            for event in Story.events {
                for (index, id) in opened.enumerated() {
                    try await writer.write(
                        V1.Command(kind: .act(Story.act(event, id, "\(tag)-\(wave)-\(index)"))))
                }
            }
        }
    } onResponse: { messages in
        var tally = Tally()
        var opened: [String] = []
        var seen = 0
        for try await outcome in messages {
            tally.note(outcome, since: DispatchTime.now().uptimeNanoseconds)
            if seen < window, case .done(let done) = outcome.kind { opened.append(done.caseId) }
            seen += 1
            if seen == window { idsIn.yield(opened) }
            if seen == window * (1 + Story.events.count) {
                seen = 0
                opened = []
            }
        }
        return tally
    }
}

let arguments = CommandLine.arguments
guard arguments.count >= 6, let width = Int(arguments[3]), let seconds = Double(arguments[4]) else {
    FileHandle.standardError.write(
        Data("usage: bench-load SOCKET unary|stream WIDTH SECONDS TAG [OUTCOMES]\n".utf8))
    exit(2)
}
let folder = arguments.count > 6 ? arguments[6] : nil
let isStream = arguments[2] == "stream"
let connections = isStream ? 1 : min(width, 4)
let began = DispatchTime.now().uptimeNanoseconds
let end = began + UInt64(seconds * 1e9)
let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
    var clients: [GRPCClient<Transport>] = []
    for _ in 0..<connections {
        let transport = try HTTP2ClientTransport.Posix(
            target: .unixDomainSocket(path: arguments[1]), transportSecurity: .plaintext)
        clients.append(GRPCClient(transport: transport))
    }
    let all = clients
    return try await withThrowingDiscardingTaskGroup { running in
        for client in all { running.addTask { try await client.runConnections() } }
        if isStream {
            group.addTask {
                try await stream(
                    CasesClient(all[0]), arguments[5], window: width, until: end)
            }
        } else {
            for caller in 0..<width {
                group.addTask {
                    try await call(
                        CasesClient(all[caller % connections]), "\(arguments[5])-\(caller)",
                        until: end, folder)
                }
            }
        }
        var sum = Tally()
        while let one = try await group.next() {
            sum.acts += one.acts
            sum.refused += one.refused
            sum.latencies += one.latencies
        }
        for client in all { client.beginGracefulShutdown() }
        return sum
    }
}
let took = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
let sorted = tally.latencies.sorted()
func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e6
}
print(
    "{\"acts\": \(tally.acts), \"refused\": \(tally.refused), \"seconds\": \(took), "
        + "\"per_second\": \(Double(tally.acts) / took), \"p50_ms\": \(percentile(0.5)), "
        + "\"p95_ms\": \(percentile(0.95)), \"p99_ms\": \(percentile(0.99))}")
