"""Other people's tools for what reading does, each as its users run it. Run by ``benchmarks.speed`` in another environment.

Texts come as a JSON list on standard input; CPU seconds by tool, and what is missing, go to standard output. Loading counts
for none of them. This file imports nothing of trackrecord.
"""

import json
import sys
import time
from importlib import import_module


def main():
    """Time each tool that is there."""
    texts = json.load(sys.stdin)
    seconds, missing = {}, []
    for tool in (statements, quantities, dates):
        try:
            work = tool()
            work(texts[0])
        except Exception as error:
            missing.append(f"{tool.__name__}: {type(error).__name__}: {str(error)[:120]}")
            continue
        started = time.process_time()
        failed = 0
        for text in texts:
            try:
                work(text)
            except Exception:
                failed += 1
        seconds[tool.__name__] = round(time.process_time() - started, 2)
        if failed:
            missing.append(f"{tool.__name__}: failed on {failed} of {len(texts)} texts")
    print(json.dumps({"seconds": seconds, "missing": missing}))


def statements():
    """Quotations, and entities beside them: spaCy's parse and textacy."""
    extract = import_module("textacy.extract")
    spacy = import_module("spacy")
    try:
        nlp = spacy.load("en_core_web_sm")
    except OSError:
        nlp = import_module("en_core_web_sm").load()

    def work(text):
        doc = nlp(text)
        list(extract.direct_quotations(doc))
        list(extract.entities(doc))
        list(extract.subject_verb_object_triples(doc))

    return work


def quantities():
    """Numbers with their units: quantulum3."""
    parser = import_module("quantulum3.parser")
    return parser.parse


def dates():
    """Dates in running text: dateparser."""
    search = import_module("dateparser.search")
    return lambda text: search.search_dates(text, languages=["en"])


if __name__ == "__main__":
    main()
