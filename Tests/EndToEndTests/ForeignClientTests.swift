// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Python's grpcio, generated from proto/, against the daemon.
@Suite(.serialized) struct ForeignClientTests {
    private func client(
        _ daemon: RunningDaemon, _ check: String, uid: Int? = nil
    ) throws -> [String: Any] {
        let outcome = try Programs.runPython(
            "foreign_client.py", [daemon.socket, check] + (uid.map { ["\($0)"] } ?? []))
        try #require(outcome.status == 0, "\(outcome.errors)\(daemon.log)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func pythonOpensAndAdvancesACase() throws {
        let daemon = try RunningDaemon()
        #expect(try self.client(daemon, "directory")["admin"] as? Bool == true)
        let seen = try self.client(daemon, "advance")
        #expect(seen["state"] as? String == "received")
        // A repetition of the same request gets the same answer, not a second case.
        #expect(seen["repeated"] as? String == seen["case"] as? String)
        #expect(seen["entered_by"] as? Int == Int(getuid()))
        #expect(seen["answer"] as? String == "FAILED_PRECONDITION")
        let unmet = try #require(seen["unmet"] as? [String])
        #expect(unmet.contains { $0.contains("Contact") })
        let basis = try #require(seen["basis"] as? [String])
        #expect(basis.contains { $0.contains("代表法") && $0.contains("51") })
        #expect(seen["streamed"] as? [String] == ["refusal", "done"])
        // Three months from 2025-03-27, a Friday: reckoned by hand.
        #expect((seen["due"] as? [String: String])?["reply"] == "2025-06-27")
    }

    @Test(.timeLimit(.minutes(30))) func streamedCommandsAreCarriedOutInOrderAndAnsweredAtOnce()
        throws
    {
        let daemon = try RunningDaemon()
        _ = try self.client(daemon, "directory")
        let seen = try self.client(daemon, "stream")
        #expect(seen["cases"] as? Int == 40)
        #expect(seen["done"] as? Int == 120)
        #expect(seen["order"] as? Bool == true)
        #expect(seen["talked"] as? Int == 3)
    }

    @Test func spoofedIdentityHeadersChangeNothing() throws {
        try #require(getuid() == 0, "changing the uid needs root")
        let daemon = try RunningDaemon(settings: "socket_mode: 666\n")
        _ = try self.client(daemon, "directory")
        let asRoot = try self.client(daemon, "spoof")
        #expect(asRoot["uid"] as? Int == 0)
        let outcome = try Programs.runPython(
            "foreign_client.py", [daemon.socket, "spoof", "54321"])
        // Says it is uid 0, is 54321: unknown, refused.
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains("PERMISSION_DENIED"), "\(outcome.errors)")
        #expect(outcome.errors.contains("54321"))
    }

    @Test func unknownUidLearnsOnlyThatTheDaemonLives() throws {
        try #require(getuid() == 0, "changing the uid needs root")
        let daemon = try RunningDaemon(settings: "socket_mode: 666\n")
        let seen = try self.client(daemon, "unknown", uid: 54321)
        // grpc.health.v1: status 1 is SERVING, as field 1, varint.
        #expect(seen["health"] as? [Int] == [8, 1])
        for call in ["WhoAmI", "List", "Status"] {
            #expect(seen[call] as? String == "PERMISSION_DENIED")
        }
    }

    /// A client without .proto files asks the server what there is to call, calls it, and watches its health.
    @Test func whoKnowsNoProtoAsksTheServer() throws {
        let daemon = try RunningDaemon()
        let outcome = try Programs.runPython(
            "reflecting_client.py", [daemon.socket, "\(daemon.process.processIdentifier)"])
        try #require(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
        let told = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let services = [
            "cased.v1.Admin", "cased.v1.Cases", "cased.v1.Deadlines", "cased.v1.Directory",
            "cased.v1.Reports", "cased.v1.Rules", "cased.v1.Sessions", "cased.v1.Work",
            "grpc.health.v1.Health",
            "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        ]
        #expect(told["services"] as? [String] == services)
        #expect(told["present"] as? [String] == services)
        #expect(
            told["health"] as? [String: String] == [
                "": "SERVING", "cased.v1.Cases": "SERVING", "cased.v1.Admin": "SERVING",
                "nothing.of.the.kind": "NOT_FOUND", "watched": "SERVICE_UNKNOWN",
            ])
        #expect(told["file"] as? String == "cased/v1/cases.proto")
        // NOT_FOUND twice; a request that asks for nothing is INVALID_ARGUMENT.
        #expect(told["errors"] as? [Int] == [5, 5, 3])
        #expect(told["extensions"] as? [Int] == [])
        #expect(told["files"] as? Int ?? 0 >= 10)
        #expect(told["me"] as? Int == Int(getuid()))
        #expect(told["workflows"] as? Int ?? 0 > 20)
        // SERVING, then NOT_SERVING, and the end.
        #expect(told["watched"] as? [Int] == [1, 2])
    }
}
