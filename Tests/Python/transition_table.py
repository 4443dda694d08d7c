#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the transition tables of Tests/Golden from the rulebook's YAML, by its own reading of
parts, extends, without, patch, $profile, like and the overlay of profiles. Shares no code with the
daemon.

    transition_table.py --table WORKFLOW:PROFILE:PARENT …           prints the tables
    transition_table.py --check --table WORKFLOW:PROFILE:PARENT …   compares them with Tests/Golden
"""
import argparse
import difflib
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
RULEBOOK = ROOT / "Sources/Daemon/Rulebook/Shipped"
GOLDEN = ROOT / "Tests/Golden"
MERGED = {
    "fields", "events", "states", "clocks", "documents", "deliveries", "roles", "figures",
    "pause_reasons",
}
BROUGHT = ("fields", "documents", "deliveries", "clocks", "events", "pause_reasons")


def read(folder, key):
    """Documents of a folder by name; every scalar stays text."""
    found = {}
    for path in sorted((RULEBOOK / folder).glob("*.yaml")):
        for document in yaml.load_all(path.read_text("utf-8"), Loader=yaml.BaseLoader):
            found.setdefault(document[key], []).append(document)
    return found


def as_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


# Profiles ----------------------------------------------------------------------------------------


def replaced_whole(value):
    """Rules and the options of a choice are never mixed with those below them."""
    if any(key in value for key in ("limits", "length", "until", "before", "day")):
        return True
    return "zh" not in value and any(isinstance(v, dict) and "zh" in v for v in value.values())


def overlay(base, over):
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    if replaced_whole(base) or replaced_whole(over):
        return over
    result = dict(base)
    for key, value in over.items():
        result[key] = overlay(base[key], value) if key in base else value
    return result


def settings(profiles, name):
    own = profiles[name][-1]
    sections = own.get("settings", {})
    filled = {}
    for key, section in sections.items():
        if "like" in section:
            rest = {k: v for k, v in section.items() if k != "like"}
            section = overlay(sections[section["like"]], rest)
        filled[key] = section
    return overlay(settings(profiles, own["extends"]), filled) if "extends" in own else filled


class Place:
    """A profile as one workflow sees it, opened by another one or by nobody."""

    def __init__(self, values, workflow, parent):
        self.values, self.workflow, self.parent = values, workflow, parent

    def find(self, path):
        keys = path.split(".")
        starts = [[self.parent, self.workflow]] if self.parent else []
        for start in starts + [[self.workflow], ["common"]]:
            section = self.walk(self.values, start)
            if section is None:
                continue
            value = self.walk(section, keys)
            if value is not None:
                return value
            if keys[-1] == "basis" and self.walk(section, keys[:-1]) == "none":
                return "practice"
        value = self.walk(self.values, keys)
        if value is None:
            sys.exit(f"no setting {path} for {self.workflow}")
        return value

    @staticmethod
    def walk(tree, keys):
        for key in keys:
            if not isinstance(tree, dict) or key not in tree:
                return None
            tree = tree[key]
        return tree

    def fold(self, node):
        if isinstance(node, str):
            if node == "self":
                return self.workflow
            return self.fold(self.find(node[9:])) if node.startswith("$profile.") else node
        if isinstance(node, list):
            items = []
            for item in node:
                folded = self.fold(item)
                splice = isinstance(item, str) and item.startswith("$profile.")
                items += folded if splice and isinstance(folded, list) else [folded]
            return items
        if "setting" in node:
            wanted = as_list(node.get("equals", node.get("in")))
            return {"constant": self.find(node["setting"]) in wanted}
        return {key: self.fold(value) for key, value in node.items()}


# Parts -------------------------------------------------------------------------------------------


def filled(node, meant):
    """$part.NAME replaced; a list in a list is spliced in, << lays a map into a map."""
    if isinstance(node, str):
        return meant[node[6:]] if node.startswith("$part.") else node
    if isinstance(node, list):
        items = []
        for item in node:
            value = filled(item, meant)
            items += value if isinstance(item, str) and isinstance(value, list) else [value]
        return items
    result = {}
    for key, value in node.items():
        result.update(filled(value, meant) if key == "<<" else {key: filled(value, meant)})
    return result


def with_parts(workflow, parts):
    """A workflow with its parts written in."""
    meant, found = {}, {}
    for name, given in workflow.get("parts", {}).items():
        part = parts[name][0]
        own = {**part.get("may_take", {}), **filled(given or {}, meant)}
        for key, value in part.get("values", {}).items():
            own[key] = meant[f"{name}.{key}"] = filled(value, own)
        found[name] = filled({k: v for k, v in part.items() if k != "values"}, own)
    result = filled({k: v for k, v in workflow.items() if k != "parts"}, meant)
    for section in BROUGHT:
        rest = {name: part[section] for name, part in found.items() if section in part}
        entries = {}
        for key, value in result.get(section, {}).items():
            entries.update(rest.pop(key) if value == "part" else {key: value})
        for brought in rest.values():
            entries.update(brought)
        if entries:
            result[section] = entries
    rest = {name: part["transitions"] for name, part in found.items() if "transitions" in part}
    items = []
    for item in result["transitions"]:
        items += rest.pop(item["part"]) if "part" in item else [item]
    result["transitions"] = items + [t for brought in rest.values() for t in brought]
    return result


# Workflows ---------------------------------------------------------------------------------------


def ident(transition):
    return transition.get("id", transition.get("event"))


def resolve(workflows, name, version=None):
    versions = sorted(workflows[name], key=lambda w: int(w["version"]))
    own = versions[-1] if version is None else next(w for w in versions if w["version"] == version)
    if "extends" not in own:
        return own
    base_name, base_version = own["extends"].split()
    result = dict(resolve(workflows, base_name, base_version))
    for section, names in own.get("without", {}).items():
        if section == "transitions":
            result[section] = [t for t in result[section] if ident(t) not in names]
        else:
            result[section] = {k: v for k, v in result[section].items() if k not in names}
    for key, value in own.items():
        if key in ("extends", "without"):
            continue
        if key == "transitions":
            result[key] = patched(result[key], value)
        elif key in MERGED:
            merged = dict(result.get(key, {}))
            for item, change in value.items():
                both = isinstance(change, dict) and isinstance(merged.get(item), dict)
                merged[item] = {**merged[item], **change} if both else change
            result[key] = merged
        else:
            result[key] = value
    return result


def patched(transitions, changes):
    result = list(transitions)
    places = {ident(t): i for i, t in enumerate(result)}
    for change in changes:
        if "patch" in change:
            rest = {k: v for k, v in change.items() if k != "patch"}
            result[places[change["patch"]]] = {**result[places[change["patch"]]], **rest}
        elif ident(change) in places:
            result[places[ident(change)]] = change
        else:
            places[ident(change)] = len(result)
            result.append(change)
    return result


# Text --------------------------------------------------------------------------------------------


def basis(value):
    return ", ".join(as_list(value))


def since(node):
    words = as_list(node.get("since"))
    words = [w for w in words if not w.startswith("state.")] + [
        w for w in words if w.startswith("state.")
    ]
    return f" since {'|'.join(words)}" if words else ""


def bars(value):
    return "|".join(as_list(value))


def bound(value):
    if not isinstance(value, dict):
        return value
    if "field" in value and "less" in value:
        return f"{value['field']}-{value['less']}"
    if "field" in value:
        many = value.get("times", "1")
        return value["field"] if many == "1" else f"{many}×{value['field']}"
    if "items" in value:
        many, less = value.get("times", "1"), value.get("less", "0")
        head = "" if many == "1" else f"{many}×"
        return f"{head}items({value['items']})" + ("" if less == "0" else f"-{less}")
    if "owed" in value:
        return f"owed({value['owed']})"
    if "unpaid" in value:
        return f"unpaid({value['unpaid']})"
    each = " ".join(f"{key}={number}" for key, number in sorted(value["of"].items()))
    return f"{value['at']}[{each}]"


def times(value):
    return "" if value in (None, "1") else f" ×{bound(value)}"


def cases(test):
    head = bars(test["workflow"])
    for key in ("all_in", "any_in"):
        if key in test:
            return f"{head} {key.replace('_', ' ')} {bars(test[key])}"
    return f"{head} ×{test['at_least']}"


def same(test):
    head = f"same {test['field']} {bars(test['workflow'])}"
    if "all_in" in test:
        return f"{head} all in {bars(test['all_in'])}"
    if "any_in" in test:
        head += f" any in {bars(test['any_in'])}"
    elif "recorded" in test:
        head += f" recorded {bars(test['recorded'])}"
        head += f" within {plural(test['within'])}" if "within" in test else ""
    head += "".join(f" with {key}={bars(value)}" for key, value in sorted(test.get("with", {}).items()))
    return f"{head} ×{test.get('at_least', '1')}"


def plural(period):
    """1 month, 2 months: as lengths are printed."""
    count, unit = period.split(" ", 1)
    unit = unit.replace("workday", "working day").removesuffix("s")
    return f"{count} {unit}{'' if count == '1' else 's'}"


def elapsed(test):
    text = f"elapsed {test.get('from', 'now')} to {test.get('to', 'now')}"
    text += f" >= {plural(test['at_least'])}" if "at_least" in test else ""
    return text + (f" <= {plural(test['at_most'])}" if "at_most" in test else "")


SIGNS = (("at_least", ">="), ("at_most", "<="), ("more_than", ">"), ("less_than", "<"))


def condition(node):
    if "constant" in node:
        return "true" if node["constant"] else "false"
    if "if" in node:
        return f"if({condition(node['if'])}; then {condition(node['then'])})"
    for word in ("all", "any"):
        if word in node and "deliveries" not in node:
            return f"{word}({'; '.join(condition(part) for part in node[word])})"
    if "not" in node:
        return f"not({condition(node['not'])})"
    text = leaf(node)
    cited = basis(node.get("basis")) or "practice"
    return text if cited == "practice" else f"{text} {{{cited}}}"


def leaf(node):
    if "field" in node:
        name = f"field {node['field']}"
        if "equals" in node or "in" in node:
            return f"{name} = {bars(node.get('equals', node.get('in')))}"
        if "at_least" in node and "at_most" in node:
            return f"{name} from {bound(node['at_least'])} to {bound(node['at_most'])}"
        for key, sign in SIGNS:
            if key in node:
                return f"{name} {sign} {bound(node[key])}"
        if "includes" in node or "includes_any" in node:
            return f"{name} includes {bars(node.get('includes', node.get('includes_any')))}"
        if "first_of" in node:
            return f"{name} first of {node['first_of']}"
        if "items_at_least" in node:
            return f"{name} items >= {bound(node['items_at_least'])}"
        if "adds_up_to" in node:
            return f"{name} sum = {bound(node['adds_up_to'])}"
        return f"{name} within {node['subset_of']}" if "subset_of" in node else name
    if "recorded" in node:
        values = sorted(node.get("with", {}).items())
        given = "".join(f" with {key}={bars(value)}" for key, value in values)
        if "same" in node:
            given += f" same {bars(node['same'])}"
        each = f" distinct {node['distinct']}" if "distinct" in node else ""
        return f"recorded {bars(node['recorded'])}{times(node.get('at_least'))}{given}{since(node)}{each}"
    if "case" in node:
        return f"case {node['case']} {bars(node['workflow'])} in {bars(node['in'])}"
    if "document" in node:
        return f"document {node['document']}{times(node.get('at_least'))}{since(node)}"
    if "papers" in node:
        return "papers on file"
    for word in ("children", "linked"):
        if word in node:
            return f"{word} {cases(node[word])}"
    if "same" in node:
        return same(node["same"])
    if "elapsed" in node:
        return elapsed(node["elapsed"])
    if "table" in node:
        text = f"table {node['table']} on {node['valid_on']}"
        return f"{text} match {pairs(node['match'])} allows {pairs(node.get('allows', {}))}"
    if "state" in node:
        return f"state {bars(node['state'])}"
    if "deliveries" in node:
        return f"deliveries {node['deliveries']} all {node['all']}{since(node)}"
    if "clock" in node:
        within = f" within {node['within']}" if "within" in node else ""
        return f"clock {node['clock']} is {node['is']}{within}"
    if "not_same_actor_as" in node:
        last = "last " if node.get("which") == "last" else ""
        return f"not same actor as {last}{bars(node['not_same_actor_as'])}"
    sys.exit(f"unknown condition {node}")


def only_if(item):
    return f" if({condition(item['if'])})" if isinstance(item, dict) and "if" in item else ""


def recipient(item):
    if isinstance(item, str):
        return item
    copies = item.get("copies", "1")
    optional = "?" if item.get("optional") == "true" else ""
    return (item["to"] if copies == "1" else f"{item['to']}×{copies}") + optional


def pairs(values):
    return " ".join(f"{key}={value}" for key, value in sorted(values.items()))


def opened(item):
    parts = [("linked " if item["as"] == "linked" else "") + item["workflow"]]
    for key, word in (("at", "at"), ("event", "as"), ("for_each", "for each")):
        if key in item:
            parts.append(f"{word} {item[key]}")
    if "bind" in item:
        parts.append(f"bind {pairs(item['bind'])}")
    for key in ("copy", "set", "starts"):
        if key in item:
            value = item[key]
            parts.append(f"{key} {pairs(value) if key == 'set' else ' '.join(as_list(value))}")
    if "unless_in" in item:
        parts.append(f"unless in {bars(item['unless_in'])}")
    return f"({'; '.join(parts)}){only_if(item)}"


def told(item):
    if "same" in item:
        text = f"same {item['same']} {item['workflow']} {item['event']}"
    elif "linked" in item:
        text = f"linked {item['linked']} {item['event']}"
    else:
        text = f"{item['children']} {item['event']}"
    text += f" set {pairs(item['set'])}" if "set" in item else ""
    text += f" copy {' '.join(as_list(item['copy']))}" if "copy" in item else ""
    text += "".join(f" bind {key}={value}" for key, value in sorted(item.get("bind", {}).items()))
    if "unless" in item:
        text += f" unless {item['unless']['role']} in {item['unless']['in']}"
    return text + only_if(item)


def named(key):
    return lambda item: item if isinstance(item, str) else item[key] + only_if(item)


def emitted(item):
    to = ", ".join(recipient(r) for r in as_list(item["to"]))
    return f"{item['delivery']} → ({to}){only_if(item)}"


def paused(item):
    return f"{item['clock']} for {item['for']}{only_if(item)}"


def drawn(item):
    parts = [f"{item['into']} from {item['from']}"]
    if "rate" in item:
        parts.append(f"rate {item['rate']} {item.get('round', 'nearest')}")
    else:
        parts.append(f"count {item['count']}")
    parts += [f"at least {bound(item['at_least'])}"] if "at_least" in item else []
    parts += [f"not in {item['not_in']}"] if "not_in" in item else []
    return f"({'; '.join(parts)})"


EFFECTS = [
    ("draws", drawn),
    ("stops", named("clock")),
    ("resumes", paused),
    ("pauses", paused),
    ("extends", lambda item: f"{item['clock']} to {item['to']}"),
    ("restarts", named("clock")),
    ("starts", named("clock")),
    ("produces", named("document")),
    ("emits", emitted),
    ("opens", opened),
    ("links", lambda item: item),
    ("tells", told),
]


def lists(node):
    return ", ".join(f"{name}({', '.join(as_list(fields))})" for name, fields in sorted(node.items()))


def effects(node):
    parts = []
    for key, text in EFFECTS:
        if key == "produces" and "sets" in node:
            parts.append(f"sets: {', '.join(f'{k}={v}' for k, v in sorted(node['sets'].items()))}")
        if key == "produces":
            parts += [f"{name}: {lists(node[name])}" for name in ("adds", "removes") if name in node]
        if node.get(key):
            parts.append(f"{key}: {', '.join(text(item) for item in as_list(node[key]))}")
    return parts


def conditions(node, *keys):
    return [f"{key}: {condition(node[key])}" for key in keys if key in node]


def acting(node, event):
    """Who may; whoever the event is entered for puts it himself where it is in_person."""
    by = as_list(node["by"])
    if event.get("in_person") == "true" and by != ["system"] and event["for"] not in by:
        return by + [event["for"]]
    return by


def transition(node, event):
    head = f"{ident(node)} → {node.get('to', '(stays)')} [by: {', '.join(acting(node, event))}]"
    parts = [head]
    if "binds" in node:
        parts.append(f"binds: {', '.join(as_list(node['binds'])) or 'nobody'}")
    parts += conditions(node, "when", "requires")
    if "trigger" in node:
        ((kind, names),) = node["trigger"].items()
        parts.append(f"trigger: {kind} {', '.join(as_list(names))}")
    return " | ".join(parts + effects(node) + [f"basis: {basis(node['basis'])}"])


def limit(node, fields, whole):
    if "until" in node:
        text = f"until {node['until']}" + (f" by {node['less']}" if "less" in node else "")
    elif "before" in node:
        text = f"{node['length']} before {node['before']}"
    elif "day" in node:
        month, day = node["day"].split("-")
        text = f"day {int(month)}-{int(day)}"
    else:
        text = node["length"]
    start = as_list(node.get("from"))
    if start and start[0].startswith("parent."):
        text += f" from parent {'|'.join(word[7:] for word in start)}"
    elif start:
        kind = "field" if len(start) == 1 and start[0] in fields else "event"
        text += f" from {kind} {'|'.join(start)}"
    text += only_if(node)
    steps = as_list(node.get("extended"))
    if steps:
        text += f" extended {', '.join(steps)}"
    if "basis" in node and not whole:
        text += f" {{{basis(node['basis'])}}}"
    return f"({text})"


def clock(name, node, fields):
    parts = [f"{node.get('kind', 'duty')} of {node['whose']}"]
    rule = node["rule"]
    if rule == "none":
        parts.append("none")
    else:
        whole = "limits" not in rule
        limits = [rule] if whole else rule["limits"]
        text = " or ".join(limit(item, fields, whole) for item in limits)
        if "accrues" in rule:
            grows = rule["accrues"]
            text += f"; accrues {grows['percent_per_day']}% of {grows['of']} less {grows['less']}"
            text += f" at most {bound(grows['at_most'])}"
        parts.append(f"{text}; roll {rule['roll']}; basis: {basis(rule['basis'])}")
    if node.get("warn"):
        parts.append(f"warn: {', '.join(as_list(node['warn']))}")
    if "ladder" in node:
        ladder = node["ladder"]
        told = ladder["then"]["tell"] if "then" in ladder else []
        told = [told] if isinstance(told, str) else told
        tell = f" then tell {', '.join(told)}" if told else ""
        parts.append(f"ladder: {ladder.get('event', 'told')} after {', '.join(ladder['after'])}{tell}")
    return f"{name}: {' | '.join(parts)}"


def table(name, profile, parent):
    parts = read("parts", "part")
    workflows = {
        name: [with_parts(version, parts) for version in versions]
        for name, versions in read("workflows", "workflow").items()
    }
    profiles = read("profiles", "profile")
    place = Place(settings(profiles, profile), name, parent)
    flow = place.fold(resolve(workflows, name))
    opening = flow["opening"]
    parts = [f"[by: {', '.join(as_list(opening['by']))}]"] + conditions(opening, "requires")
    parts += effects(opening) + [f"basis: {basis(opening['basis'])}"]
    lines = [
        f"# {name} {flow['version']}, profile {profile}",
        "# state × event: the branches in order, or - where the event is not possible.",
        "",
        f"open: {' | '.join(parts)}",
    ]
    for state, about in flow["states"].items():
        lines += ["", f"## {state}{' (final)' if about.get('final') == 'true' else ''}"]
        for event, about in flow["events"].items():
            branches = [
                t for t in flow["transitions"]
                if t["event"] == event and state in as_list(t["from"])
            ]
            lines += [f"{state} × {event}: {transition(t, about)}" for t in branches]
            if not branches:
                lines.append(f"{state} × {event}: -")
    lines += ["", "## clocks"]
    lines += [clock(key, value, flow["fields"]) for key, value in flow.get("clocks", {}).items()]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--table", action="append", required=True)
    options = parser.parse_args()
    failed = 0
    for asked in options.table:
        name, profile, parent = asked.split(":")
        text = table(name, profile, parent or None)
        if not options.check:
            print(text)
            continue
        file = f"transitions-{name}{'' if profile == 'cn' else '-' + profile}.txt"
        golden = (GOLDEN / file).read_text("utf-8")
        if golden != text:
            failed += 1
            sys.stdout.writelines(
                difflib.unified_diff(golden.splitlines(True), text.splitlines(True), file, asked))
    if options.check and not failed:
        print(f"{len(options.table)} tables agree")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
