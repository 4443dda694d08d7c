# SPDX-License-Identifier: Apache-2.0
"""Manual pages of a program's commands, from what it tells of itself.

commands.py PROGRAM SECTION FOLDER [DATE]: PROGRAM(SECTION) and a page for each command, such as
caseadm-open(1). The program is asked with --experimental-dump-help, so that no page says less than
--help does.
"""
import json
import os
import pathlib
import subprocess
import sys


def escaped(text):
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    # A line that begins with a dot or an apostrophe would be a request.
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in lines)


def spelled(argument):
    """How an argument stands on the command line."""
    value = f"<{argument.get('valueName', '')}>"
    if argument["kind"] == "positional":
        return value
    names = [("-" if name["kind"] == "short" else "--") + name["name"]
             for name in argument.get("names", [])]
    return ", ".join(names) + (f" {value}" if argument["kind"] == "option" else "")


def usage(words, command):
    parts = []
    for argument in command.get("arguments", []):
        if not argument.get("shouldDisplay", True) or argument["kind"] != "positional":
            continue
        text = spelled(argument) + (" ..." if argument.get("isRepeating") else "")
        parts.append(f"[{text}]" if argument.get("isOptional") else text)
    shown = [sub for sub in command.get("subcommands", []) if sub["commandName"] != "help"]
    if shown:
        parts.append("COMMAND")
    return " ".join([*words, "[options]", *parts])


def described(command):
    lines = []
    for argument in command.get("arguments", []):
        if not argument.get("shouldDisplay", True):
            continue
        lines += [".TP", f".B {escaped(spelled(argument))}", escaped(argument.get("abstract", ""))]
        if argument.get("allValues"):
            lines += [".br", "One of: " + escaped(", ".join(argument["allValues"])) + "."]
        if argument.get("defaultValue"):
            lines += [".br", "Else: " + escaped(argument["defaultValue"]) + "."]
    return lines


def reader(program):
    """What --help says of a command in a language: its paragraph, and its examples."""
    def told(words, language):
        run = subprocess.run([program, *words[1:], "--help", "--lang", language],
                             check=True, capture_output=True, text=True)
        usage = {"en": "USAGE: ", "zh": "用法:"}[language]
        heading = {"en": "EXAMPLES:", "zh": "例:"}[language]
        head, rest = run.stdout.split("\n" + usage, 1)
        paragraph = head.split("\n\n", 1)[1:] or [""]
        examples = rest.split("\n" + heading + "\n", 1)[1:] or [""]
        return (escaped(paragraph[0].strip()).split("\n"),
                [line.strip() for line in examples[0].split("\n") if line.strip()])
    return told


def description(told, words):
    lines = [".SH DESCRIPTION"]
    examples = []
    for language in ("en", "zh"):
        paragraph, lines_typed = told(words, language)
        lines += [*paragraph, ".PP"]
        examples += [line for line in lines_typed if line not in examples]
    lines.pop()
    if examples:
        lines += [".SH EXAMPLES", ".nf", *(escaped(line) for line in examples), ".fi"]
    return lines


def page(words, command, section, date, see, told):
    title = "-".join(words)
    lines = [f'.TH {title.upper()} {section} "{date}" "cased" "cased"', ".SH NAME",
             f"{escaped(title)} \\- {escaped(command.get('abstract', '').rstrip('.'))}",
             ".SH SYNOPSIS", f".B {escaped(usage(words, command))}"]
    lines += description(told, words)
    options = described(command)
    if options:
        lines += [".SH OPTIONS", *options]
    shown = [sub for sub in command.get("subcommands", []) if sub["commandName"] != "help"]
    if shown:
        lines.append(".SH COMMANDS")
        for sub in shown:
            lines += [".TP", f".B {escaped(usage([*words, sub['commandName']], sub))}",
                      escaped(sub.get("abstract", ""))]
            if len(words) > 1:
                lines += [".br", *told([*words, sub["commandName"]], "en")[0]]
            if len(words) > 1:
                lines += [".RS", *described(sub), ".RE"]
    if title == "caseadm":
        lines += [".SH EXIT STATUS", "0 done; 1 refused or failed; 2 usage; 3 no daemon answers.",
                  ".SH ENVIRONMENT", ".TP", ".B CASED_SOCKET", "The daemon's socket.",
                  ".TP", ".B LANG", "Chinese where it begins with zh, else English."]
    lines += [".SH SEE ALSO", escaped(", ".join(see))]
    return "\n".join(lines) + "\n"


def main():
    program, section, folder, *date = sys.argv[1:]
    name, folder = os.path.basename(program), pathlib.Path(folder)
    dump = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True)
    command = json.loads(dump.stdout)["command"]
    told = reader(program)
    folder.mkdir(parents=True, exist_ok=True)
    commands = [sub for sub in command["subcommands"] if sub["commandName"] != "help"]
    date = date[0] if date else ""
    see = [f"{name}-{sub['commandName']}({section})" for sub in commands]
    (folder / f"{name}.{section}").write_text(
        page([name], command, section, date, ["cased(8)", *see], told))
    for sub in commands:
        words = [name, sub["commandName"]]
        (folder / f"{'-'.join(words)}.{section}").write_text(
            page(words, sub, section, date, [f"{name}({section})", "cased(8)"], told))


if __name__ == "__main__":
    main()
