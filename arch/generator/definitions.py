"""Reads how the kernel's C sources declare the functions that calls enter.

A call's arguments stand in SYSCALL_DEFINEn and its relatives, or in the head of a plain
C function of the kernel architecture. One entry point may be defined several times
under #if; the conditions are kept, and judged when an ABI asks (config.py).
"""

import re
from dataclasses import dataclass

# Folders of the kernel tree with entry points that all kernel architectures share.
SHARED = ["kernel", "fs", "mm", "net", "ipc", "security", "io_uring", "block",
          "drivers/char/random.c", "drivers/pci/syscall.c"]

MACRO = re.compile(r"^(?P<prefix>\w*?)SYSCALL(?P<only32>32)?_DEFINE(?P<count>[0-6])\s*\(",
                   re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|else|endif)\b([^\n]*)", re.MULTILINE)
# Files that are no part of the kernel that serves calls, and what the others must hold.
SKIPPED = re.compile(r"/arch/x86/um/|/boot/|/tools/|/kvm/")
ENTRY = re.compile(r"SYSCALL|asmlinkage|\b(sys|parisc|xtensa|old)_\w+\s*\(")
# Annotations that say nothing of the type.
NOISE = re.compile(r"\b(__user|__force|__iomem|__maybe_unused|__rcu|__kernel)\b")


# A macro for a 64-bit argument in two halves: SC_ARG64(offset).
PAIR = re.compile(r"\w+ \( (\w+) \)")
# The type of a parameter that stands for two: NAME_lo and NAME_hi, in the byte order.
HALVES = "u64 in halves"


class DefinitionError(Exception):
    """An entry point whose definition cannot be read or is ambiguous."""


@dataclass(frozen=True)
class Parameter:
    type: str
    name: str


@dataclass(frozen=True)
class Definition:
    place: str  # file of the kernel tree
    conditions: tuple  # the #if it stands under, from the outside; True of each is needed
    parameters: tuple


def without_comments(text):
    """The text with comments blanked and lines kept, so that # stays first on its line."""
    text = COMMENT.sub(lambda match: "\n" * match.group().count("\n") or " ", text)
    return text.replace("\\\n", " ")


def conditions_by_offset(text):
    """[(offset, conditions that hold from there on)]"""
    stack, marks = [], [(0, ())]
    for match in DIRECTIVE.finditer(text):
        kind, rest = match.group(1), match.group(2).strip()
        if kind in ("if", "ifdef", "ifndef"):
            test = {"if": rest, "ifdef": f"defined({rest})", "ifndef": f"!defined({rest})"}[kind]
            stack.append(([], test))
        elif not stack:
            continue
        elif kind == "endif":
            stack.pop()
        else:
            before, test = stack.pop()
            stack.append((before + [test], rest if kind == "elif" else "1"))
        marks.append((match.end(), tuple(part for before, test in stack
                                         for part in [f"!({b})" for b in before] + [test]
                                         if part != "1")))
    return marks


def conditions_at(marks, offset):
    return [conditions for start, conditions in marks if start <= offset][-1]


def closing(text, start):
    """The offset of the parenthesis that closes the one at `start`."""
    depth = 0
    for i in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return i
    raise DefinitionError("unbalanced parentheses")


def clean(text):
    """C tokens with one space between them: `const char * const *`."""
    tokens = re.findall(r"\w+|\S", NOISE.sub(" ", text))
    kept = tokens if "*" in tokens else [token for token in tokens if token != "const"]
    return " ".join(kept).replace("* *", "**")


def macro_parameters(text):
    """Of the text between the parentheses of SYSCALL_DEFINEn, after the name."""
    parts, found = [clean(part) for part in text.split(",")], []
    while parts:
        if pair := PAIR.fullmatch(parts[0]):
            found.append(Parameter(HALVES, pair.group(1)))
            parts = parts[1:]
            continue
        if len(parts) == 1:
            raise DefinitionError(f"a type without a name: {text}")
        found.append(Parameter(parts[0], parts[1]))
        parts = parts[2:]
    return tuple(found)


def function_parameters(text):
    """Of the text between the parentheses of a plain function's head."""
    if clean(text) in ("void", ""):
        return ()
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"(.*\W)\s*(\w+)", " " + part.strip(), re.DOTALL)
        if not match or not clean(match.group(1)):
            raise DefinitionError(f"a parameter without a name: {part}")
        found.append(Parameter(clean(match.group(1)), match.group(2)))
    return tuple(found)


class Sources:
    """Definitions of the shared folders and of kernel architectures, by entry point."""

    def __init__(self, tree):
        self.tree = tree
        self.shared = self.macros(self.texts([tree / folder for folder in SHARED]))
        self.own_texts, self.own = {}, {}

    def texts(self, places):
        """{file of the tree: text without comments} of those files and folders."""
        files = [path for place in places
                 for path in ([place] if place.is_file() else sorted(place.rglob("*.c")))]
        raw = {str(path.relative_to(self.tree)): path.read_text(errors="replace")
               for path in files if not SKIPPED.search(str(path))}
        return {name: text for name, text in raw.items() if ENTRY.search(text)}

    def macros(self, texts):
        """{entry point: [Definition]} of every SYSCALL_DEFINE."""
        found = {}
        for place, raw in texts.items():
            if "SYSCALL" not in raw:
                continue
            text = without_comments(raw)
            marks = conditions_by_offset(text)
            for match in MACRO.finditer(text):
                body = text[match.end():closing(text, match.end() - 1)]
                name, _, rest = body.partition(",")
                prefix = {"COMPAT_": "compat_sys_"}.get(match.group("prefix"), "sys_")
                if match.group("only32"):  # sys_… of a 32-bit kernel, else compat_sys_…
                    prefix = "sys32_"
                parameters = macro_parameters(rest) if rest.strip() else ()
                found.setdefault(prefix + name.strip(), []).append(
                    Definition(place, conditions_at(marks, match.start()), parameters))
        return found

    def of(self, kernel_arch, entry, is_32bit_kernel):
        """Lists of definitions of an entry point, to be tried in turn: the kernel
        architecture's own, the shared ones, plain functions."""
        if kernel_arch not in self.own:
            self.own_texts[kernel_arch] = self.texts([self.tree / "arch" / kernel_arch])
            self.own[kernel_arch] = self.macros(self.own_texts[kernel_arch])
        names = [entry]
        if is_32bit_kernel:
            names.append(entry.replace("sys_", "sys32_", 1))
        for known in (self.own[kernel_arch], self.shared):
            yield [one for name in names for one in known.get(name, [])]
        yield self.functions(self.own_texts[kernel_arch], entry)

    @staticmethod
    def functions(texts, entry):
        """Definitions of a plain C function of that name."""
        head = re.compile(r"^[\w \t*]*\b" + entry + r"\s*\(([^();]*)\)\s*\{", re.MULTILINE)
        found = []
        for place, raw in texts.items():
            if entry not in raw:
                continue
            text = without_comments(raw)
            marks = conditions_by_offset(text)
            for match in head.finditer(text):
                found.append(Definition(place, conditions_at(marks, match.start()),
                                        function_parameters(match.group(1))))
        return found
