"""The Debian packages that the tables are made from: fetching, checking, unpacking."""

import csv
import functools
import hashlib
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# The role of each package, and how to find the newest that fits it.
ROLES = {
    "libc-dev": "the UAPI headers of fourteen kernel architectures",
    "source": "the sources: arguments, and xtensa and csky, which linux-libc-dev lacks",
    "libc-dev-s390": "the last headers with 31-bit s390, which left in 6.19",
}
SUITES = ["trixie", "trixie-backports", "sid"]
LAST_S390 = "6.19~"


class PackageError(Exception):
    """A package is missing, is another one than expected, or cannot be fetched."""


@dataclass(frozen=True)
class Package:
    role: str
    name: str
    version: str
    sha256: str


def field(deb, name):
    return subprocess.run(["dpkg-deb", "-f", str(deb), name], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.strip()


def identify(role, deb):
    """Reads which package a file is."""
    if not deb.is_file():
        raise PackageError(f"{deb}: no such file")
    digest = hashlib.sha256()
    with deb.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return Package(role, field(deb, "Package"), field(deb, "Version"), digest.hexdigest())


def read_record(path):
    """The packages that the committed tables were made from, by role."""
    with path.open() as file:
        return {row["role"]: Package(**row) for row in csv.DictReader(file)}


def write_record(path, packages):
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["role", "name", "version", "sha256"])
        writer.writerows([p.role, p.name, p.version, p.sha256] for p in packages)


def unpack_libc_dev(deb, folder):
    subprocess.run(["dpkg-deb", "-x", str(deb), str(folder)], check=True)


def unpack_source_members(deb, folder, patterns):
    """Unpacks those files of the kernel tree alone; names are relative to its top."""
    archive = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE)
    inner = subprocess.Popen(["tar", "-xO", "--wildcards", "./usr/src/linux-source-*.tar.xz"],
                             stdin=archive.stdout, stdout=subprocess.PIPE)
    folder.mkdir(parents=True, exist_ok=True)
    result = subprocess.run(["tar", "-xJ", "-C", str(folder), "--strip-components=1",
                             "--wildcards"] + ["linux-source-*/" + p for p in patterns],
                            stdin=inner.stdout)
    archive.stdout.close()
    inner.stdout.close()
    if inner.wait() or archive.wait() or result.returncode:
        raise PackageError(f"{deb}: cannot unpack {', '.join(patterns)}")


class PrivateApt:
    """apt with a state of its own: newer suites from the machine's own mirror, checked
    with the machine's own keyring, while the system's package lists stay untouched."""

    def __init__(self, folder):
        self.folder = folder.resolve()
        for name in ("lists/partial", "archives/partial", "debs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        mirror, keyring = machine_mirror()
        lines = [f"deb {keyring} {mirror} {suite} main\n" for suite in SUITES]
        (self.folder / "sources.list").write_text("".join(lines))
        self.options = [f"-oDir::State={self.folder}",
                        f"-oDir::State::lists={self.folder}/lists",
                        f"-oDir::State::status={self.folder}/status",
                        f"-oDir::Cache={self.folder}",
                        f"-oDir::Cache::archives={self.folder}/archives",
                        f"-oDir::Etc::sourcelist={self.folder}/sources.list",
                        "-oDir::Etc::sourceparts=-",
                        "-oAPT::Sandbox::User=root",
                        "-oAcquire::Languages=none"]
        self.run("apt-get", "update", "-qq")

    def run(self, tool, *arguments, cwd=None):
        result = subprocess.run([tool, *self.options, *arguments], text=True, cwd=cwd,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if result.returncode:
            raise PackageError(f"{tool} {' '.join(arguments)}: {result.stderr.strip()}")
        return result.stdout

    def served(self, name):
        """(version, SHA-256) of that package in every suite, newest first."""
        text = self.run("apt-cache", "show", "--all-versions", name)
        pairs = set()
        for paragraph in text.split("\n\n"):
            fields = dict(re.findall(r"^(Version|SHA256): (\S+)$", paragraph, re.MULTILINE))
            if len(fields) == 2:
                pairs.add((fields["Version"], fields["SHA256"]))
        return sorted(pairs, key=functools.cmp_to_key(newer_first))

    def newest(self):
        """For each role the newest package there is."""
        headers = self.served("linux-libc-dev")
        older = [(v, s) for v, s in headers if before(v, LAST_S390)]
        names = [n for n in self.run("apt-cache", "pkgnames", "linux-source-").split()
                 if re.fullmatch(r"linux-source-\d+\.\d+", n)]
        sources = [(v, s, n) for n in names for v, s in self.served(n)]
        sources.sort(key=functools.cmp_to_key(newer_first))
        if not headers or not older or not sources:
            raise PackageError("the mirror serves no linux-libc-dev and linux-source")
        version, digest, name = sources[0]
        return [Package("libc-dev", "linux-libc-dev", *headers[0]),
                Package("source", name, version, digest),
                Package("libc-dev-s390", "linux-libc-dev", *older[0])]

    def fetch(self, package):
        """Downloads exactly that package; returns the file."""
        if (package.version, package.sha256) not in self.served(package.name):
            raise PackageError(
                f"{package.name} {package.version} (SHA-256 {package.sha256}) is no longer served "
                f"by {', '.join(SUITES)}; regenerate from the newest packages, or give the file")
        folder = self.folder / "debs"
        self.run("apt-get", "download", f"{package.name}={package.version}", cwd=folder)
        for deb in folder.glob(f"{package.name}_*.deb"):
            found = identify(package.role, deb)
            if found == package:
                return deb
        raise PackageError(f"{package.name} {package.version}: the download has another SHA-256")


def machine_mirror():
    """The Debian mirror that the machine's apt uses, and the option that names its keyring."""
    targets = subprocess.run(["apt-get", "indextargets", "--format",
                              "$(COMPONENT)|$(REPO_URI)|$(SOURCESENTRY)",
                              "Created-By: Packages"],
                             check=True, text=True, stdout=subprocess.PIPE).stdout
    for line in targets.splitlines():
        component, uri, entry = line.split("|")
        if component == "main" and re.search(r"/debian/?$", uri):
            sources = Path(entry.rpartition(":")[0]).read_text()
            keyring = re.search(r"signed-by[:=]\s*(/[^\s\],]+)", sources, re.IGNORECASE)
            return uri, f"[signed-by={keyring.group(1)}]" if keyring else ""
    raise PackageError("apt knows no Debian mirror on this machine; give the packages as files")


def before(a, b):
    return subprocess.run(["dpkg", "--compare-versions", a, "lt", b]).returncode == 0


def newer_first(a, b):
    if a[0] == b[0]:
        return (a > b) - (a < b)
    return 1 if before(a[0], b[0]) else -1
