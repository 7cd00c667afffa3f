"""recordlinkage (Python Record Linkage Toolkit) on invented persons (`bench/persons.ts`), cold: CSV in, clusters out, training included.

    python bench/peers/recordlinkage_persons.py persons.csv clusters.csv five|sixteen

Needs `pip install recordlinkage==0.16`. Blocking rules are those that `bench/peers.ts` gives to Touchstone. Its classifier without labels is
`ECMClassifier` (Fellegi-Sunter by expectation maximisation over agreement or not); clusters are what its links connect.
"""

import csv
import sys

import pandas as pd
import recordlinkage as rl

path, out, width = sys.argv[1:4]

FIVE = [
    ["number"],
    ["given_name", "surname", "postcode"],
    ["postcode", "date_of_birth"],
    ["postcode", "street_number", "surname"],
    ["surname3", "date_of_birth"],
]
MORE = [
    ["given_name", "surname", "suburb"],
    ["given_name", "date_of_birth"],
    ["address", "street_number"],
    ["given_name3", "surname", "year"],
    ["given_name", "surname", "day"],
    ["address", "surname"],
    ["address", "date_of_birth"],
    ["given_name", "postcode", "address5"],
    ["surname", "postcode", "address5"],
    ["suburb", "date_of_birth"],
    ["given_name", "surname", "street_number"],
]

frame = pd.read_csv(path, dtype=str, skipinitialspace=True).set_index("id")
frame["surname3"] = frame["surname"].str[:3]
frame["given_name3"] = frame["given_name"].str[:3]
frame["address5"] = frame["address"].str[:5]
frame["year"] = frame["date_of_birth"].str[:4]
frame["day"] = frame["date_of_birth"].str[4:]

pairs = None
for on in FIVE if width == "five" else FIVE + MORE:
    # A blank is no value to meet by.
    filled = frame.dropna(subset=on)
    found = rl.index.Block(left_on=on, right_on=on).index(filled)
    pairs = found if pairs is None else pairs.union(found)

compare = rl.Compare(n_jobs=2)
for name in ["given_name", "surname", "address", "suburb"]:
    compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
for name in ["postcode", "date_of_birth", "number"]:
    compare.string(name, name, method="damerau_levenshtein", threshold=0.85, label=name)
for name in ["street_number", "state"]:
    compare.exact(name, name, label=name)
features = compare.compute(pairs, frame)
links = rl.ECMClassifier().fit_predict(features)

parent = {record: record for record in frame.index}


def root(record):
    while parent[record] != record:
        parent[record] = parent[parent[record]]
        record = parent[record]
    return record


for left, right in links:
    parent[root(left)] = root(right)
with open(out, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["record_id", "cluster_id"])
    writer.writerows((record, root(record)) for record in frame.index)
