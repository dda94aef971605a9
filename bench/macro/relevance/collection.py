"""A judged collection: a folder with docs.jsonl.zst (or docs.jsonl), queries.tsv and qrels.trec."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import ir_measures

from problems import UsageError

# Collections whose judgements are about articles that lie elsewhere, relative to their folder.
DOCUMENTS_ELSEWHERE = {"reuters21578-topics-derived": "../../news/reuters-21578.jsonl.zst"}
DOCUMENT_FILES = ("docs.jsonl.zst", "docs.jsonl")


@dataclass(frozen=True)
class Collection:
    name: str
    documents: Path
    queries: dict[str, str]
    """Id -> text, of those queries that have judgements."""
    judgements: list[ir_measures.Qrel]
    language: str
    """Code of the first document's language: all of a collection are in one."""


def find_collections(root: Path, names: list[str]) -> list[Path]:
    """The folders of the named collections, or of all, in alphabetical order."""
    if not root.is_dir():
        raise UsageError(f"no such folder of collections: {root}")
    if (root / "qrels.trec").is_file():
        return [root]
    folders = sorted(path.parent for path in root.glob("*/qrels.trec"))
    unknown = set(names) - {folder.name for folder in folders}
    if unknown or not folders:
        there = ", ".join(folder.name for folder in folders) or "none"
        asked = ", ".join(sorted(unknown)) or "at all"
        raise UsageError(f"no collection {asked} in {root} (there are: {there})")
    return [folder for folder in folders if not names or folder.name in names]


def read_collection(folder: Path) -> Collection:
    judgements = list(ir_measures.read_trec_qrels(str(folder / "qrels.trec")))
    judged = {judgement.query_id for judgement in judgements}
    queries = _read_queries(folder / "queries.tsv")
    missing = judged - queries.keys()
    if missing:
        raise UsageError(f"{folder}: judged but not in queries.tsv: {', '.join(sorted(missing))}")
    queries = {number: text for number, text in queries.items() if number in judged}
    documents = _find_documents(folder)
    return Collection(folder.name, documents, queries, judgements, _language_of(documents))


def write_plain_documents(documents: Path, target: Path) -> None:
    """The documents' file as it is when it was not compressed, which Lucene's driver reads."""
    if documents.suffix != ".zst":
        target.symlink_to(documents.resolve())
        return
    try:
        subprocess.run(["zstd", "-dqf", "-o", target, "--", documents], check=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise UsageError(f"{documents} cannot be decompressed by zstd: {error}") from error


def _language_of(documents: Path) -> str:
    reader = ["zstd", "-dcq", "--"] if documents.suffix == ".zst" else ["cat", "--"]
    with subprocess.Popen([*reader, documents], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.kill()
    return first.get("lang") or "en"


def document_order(plain_documents: Path) -> dict[str, int]:
    """Document id -> number of its line."""
    with plain_documents.open(encoding="utf-8") as lines:
        return {str(json.loads(line)["id"]): number for number, line in enumerate(lines)}


def _read_queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        query_id, tab, text = line.partition("\t")
        if not tab:
            raise UsageError(f"{path}:{number}: a query needs ID<TAB>TEXT")
        queries[query_id] = text
    return queries


def _find_documents(folder: Path) -> Path:
    candidates = [folder / name for name in DOCUMENT_FILES]
    if folder.name in DOCUMENTS_ELSEWHERE:
        candidates.append(folder / DOCUMENTS_ELSEWHERE[folder.name])
    for path in candidates:
        if path.is_file():
            return path
    raise UsageError(f"no documents for {folder.name}: none of {', '.join(map(str, candidates))}")
