"""Answers that were given already, in a folder: one file a question, named by a hash of text, model and prompt version.

The files hold what the model wrote, which quotes the reports; the folder is for its user only. A file that does not hold is
passed over and written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from trackrecord.asked.server import Answer, token_count


def key_of(text: str, model: str, prompt: str) -> str:
    """Return the name of a question: SHA-256, in hex digits, of what decides its answer."""
    whole = json.dumps([text, model, prompt], ensure_ascii=True)
    return hashlib.sha256(whole.encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers; made when the first is kept."""

    folder: Path

    def get(self, key: str) -> Answer | None:
        """Return the answer that is kept under *key*, or None."""
        try:
            with self._path(key).open("rb") as file:
                form = json.loads(file.read(8_000_000))
            if form["key"] != key or not isinstance(form["text"], str):
                return None
            return Answer(form["text"], token_count(form["tokens_in"]), token_count(form["tokens_out"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; where the folder cannot be written, it is just not kept."""
        path = self._path(key)
        with suppress(OSError):
            # Folders above are made as others are; this one and those in it are for the user only.
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            # Written beside and moved: another process, or a power cut, never sees half of it.
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"key": key, **asdict(answer)}, file, ensure_ascii=False)
                os.replace(name, path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(name)
                raise

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def default_folder() -> Path:
    """Return the user's cache folder for answers: ``$XDG_CACHE_HOME/trackrecord/answers`` or the like."""
    base = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    return Path(base) / "trackrecord" / "answers"
