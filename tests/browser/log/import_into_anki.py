"""Imports text files into a new collection of Anki's, one after the other, and prints what it holds after each.

Between two imports every card is answered a few times, so that there is a schedule to be kept.
"""

import json
import sys

from anki.collection import Collection, ImportCsvRequest
from anki.lang import set_lang


def schedule(card):
    return {"due": card.due, "interval": card.ivl, "repetitions": card.reps, "queue": card.queue}


def take(collection, path):
    metadata = collection.get_csv_metadata(path=path, delimiter=None)
    log = collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
    kinds = {"new": log.new, "updated": log.updated}
    failed = [log.missing_notetype, log.missing_deck, log.empty_first_field, log.conflicting, log.first_field_match]
    return {**{name: len(found) for name, found in kinds.items()}, "failed": sum(map(len, failed))}


def answer(collection, card):
    """Has a card known, until it waits for days."""
    while card.queue != 2:
        card.start_timer()
        states = collection._backend.get_scheduling_states(card.id)
        collection.sched.answer_card(collection.sched.build_answer(card=card, states=states, rating=2))
        card.load()
    return schedule(card)


def held(collection):
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        (card,) = note.cards()
        before = schedule(card)
        yield {
            "guid": note.guid,
            "fields": note.fields,
            "tags": note.tags,
            "notetype": note.note_type()["name"],
            "deck": collection.decks.name(card.did),
            "card": card.id,
            "schedule": before,
            "reviewed": answer(collection, card),
        }


def main():
    language, path, *files = sys.argv[1:]
    set_lang(language)
    collection = Collection(path)
    print(json.dumps([{**take(collection, file), "notes": list(held(collection))} for file in files]))
    collection.close()


main()
