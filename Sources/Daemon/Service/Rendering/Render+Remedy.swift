// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import WorkCalendar
internal import Workflow

// Remedies as messages: only names and numbers, for the sentence stands beside them.
extension Render {
    static func remedy(_ remedy: Remedy) -> V1.Remedy? {
        Render.kind(of: remedy).map { kind in
            V1.Remedy(
                kind: kind, label: Render.term(of: remedy).map { Render.label($0.label) },
                eventLabels: Render.events(of: remedy).map { Render.label($0.label) })
        }
    }

    /// The one thing of the rulebook that a remedy names.
    private static func term(of remedy: Remedy) -> Remedy.Term? {
        switch remedy {
        case .act(let event, _, _), .annul(let event, _): event
        case .attach(let kind, _): kind
        case .give(let field, _, _): field
        case .bind(let role), .grant(let role, _): role
        case .chooseDay(let field, _, _): field
        case .acknowledge(let kind, _, _): kind
        case .addOffice(_, let duty, _): duty
        case .chooseEvent, .anotherPerson, .addUser, .supply, .correct, .look, .resumeJobs,
            .simulateTime, .text:
            nil
        }
    }

    private static func events(of remedy: Remedy) -> [Remedy.Term] {
        switch remedy {
        case .give(_, let events, _): events
        case .chooseEvent(let possible, _): possible
        default: []
        }
    }

    /// Nil for a remedy that is only a sentence.
    private static func kind(of remedy: Remedy) -> V1.Remedy.Kind? {
        switch remedy {
        case .act(let event, let id, _): .act(V1.RemedyAct(caseId: id, event: event.name))
        case .attach(let kind, let id): .attach(V1.RemedyAttach(caseId: id, document: kind.name))
        case .give(let field, let events, let id):
            .give(
                V1.RemedyGive(field: field.name, events: events.map(\.name), caseId: id ?? ""))
        case .bind(let role): .bind(role.name)
        case .chooseDay(let field, let earliest, let latest):
            .chooseDay(
                V1.RemedyDay(
                    field: field?.name ?? "", earliest: earliest?.description ?? "",
                    latest: latest?.description ?? ""))
        case .chooseEvent(let possible, let states):
            .chooseEvent(
                V1.RemedyEvent(events: possible.map(\.name), states: states.map(\.name)))
        case .acknowledge(let kind, let id, let asReceived):
            .acknowledge(
                V1.RemedyAcknowledge(caseId: id, delivery: kind.name, received: asReceived))
        case .anotherPerson: .anotherPerson(true)
        case .addOffice(let name, let duty, let place):
            .addOffice(
                V1.RemedyOffice(name: name ?? "", duty: duty?.name ?? "", place: place ?? ""))
        case .addUser(let uid, let name): .addUser(V1.RemedyUser(uid: uid, name: name ?? ""))
        case .grant(let role, let user): .grant(V1.RemedyGrant(user: user.name, role: role.name))
        case .supply(let part): .supply(part.rawValue)
        case .correct(let field): .correct(field)
        case .annul(let event, let id): .annul(V1.RemedyAct(caseId: id, event: event.name))
        case .look(let place): .look(Render.look(place))
        case .resumeJobs(let kinds): .resumeJobs(V1.RemedyJobs(kinds: kinds))
        case .simulateTime: .simulateTime(true)
        case .text: nil
        }
    }

    private static func look(_ place: Remedy.Place) -> V1.RemedyLook {
        switch place {
        case .ownRoles: V1.RemedyLook(at: "own_roles")
        case .offices: V1.RemedyLook(at: "offices")
        case .states(let workflow): V1.RemedyLook(at: "states", workflow: workflow ?? "")
        case .rulebooks: V1.RemedyLook(at: "rulebooks")
        case .state(let id): V1.RemedyLook(at: "state", caseIds: [id])
        case .needs(let ids): V1.RemedyLook(at: "needs", caseIds: ids)
        case .discardedJobs: V1.RemedyLook(at: "discarded_jobs")
        case .failedDeliveries: V1.RemedyLook(at: "failed_deliveries")
        }
    }
}
