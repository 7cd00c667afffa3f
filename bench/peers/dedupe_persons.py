"""dedupe (dedupe.io's library) on invented persons (`bench/persons.ts`), cold: CSV in, clusters out, training included.

    python bench/peers/dedupe_persons.py persons.csv clusters.csv labels

Needs `pip install dedupe==3.0.3 'BTrees<6'`. It learns from pairs that a person has labelled and finds its blocking itself; here `labels` pairs of each
kind, same and different, are read off the ids (`p12-0` and `p12-1` are one person). The others get none.
"""

import csv
import random
import sys

import dedupe
from dedupe import variables


def main():
    path, out, labels = sys.argv[1], sys.argv[2], int(sys.argv[3])

    with open(path, newline="") as file:
        rows = {row["id"].strip(): row for row in csv.DictReader(file, skipinitialspace=True)}
    fields = [name for name in next(iter(rows.values())) if name != "id"]
    records = {key: {name: (row[name] or "").strip() or None for name in fields} for key, row in rows.items()}

    random.seed(1)
    people = {}
    for key in records:
        people.setdefault(key.split("-")[0], []).append(key)
    several = [keys for keys in people.values() if len(keys) > 1]
    same = [tuple(random.sample(keys, 2)) for keys in random.sample(several, min(labels, len(several)))]
    others = []
    while len(others) < labels:
        left, right = random.sample(list(people), 2)
        others.append((people[left][0], people[right][0]))

    compared = [
        variables.String(name, has_missing=True)
        for name in ["given_name", "surname", "address", "suburb", "postcode", "date_of_birth", "number"]
    ] + [variables.Exact(name, has_missing=True) for name in ["street_number", "state"]]
    deduper = dedupe.Dedupe(compared, num_cores=1)
    deduper.prepare_training(records, sample_size=min(15_000, len(records)))
    deduper.mark_pairs(
        {
            "match": [(records[left], records[right]) for left, right in same],
            "distinct": [(records[left], records[right]) for left, right in others],
        }
    )
    # Its search for blocking takes more than a minute and a half for 2,000 records where indexes are tried, too.
    deduper.train(index_predicates=False)
    with open(out, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["record_id", "cluster_id"])
        found = set()
        for number, (keys, _) in enumerate(deduper.partition(records, 0.5)):
            for key in keys:
                found.add(key)
                writer.writerow([key, number])
        writer.writerows([key, f"alone-{key}"] for key in records if key not in found)


# The library starts processes of its own, which read this file.
if __name__ == "__main__":
    main()
