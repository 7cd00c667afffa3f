"""Splink 4 on invented persons (`bench/persons.ts`), cold: CSV in, clusters out, training included.

    python bench/peers/splink_persons.py persons.csv clusters.csv five|sixteen [threshold]

Needs `pip install splink==4.0.16`. Blocking rules are those that `bench/peers.ts` gives to Touchstone. Training follows Splink's own advice
(deterministic rules for the prior, random pairs for u, expectation maximisation in small blocks for m): blocks for training that
are large are what makes Splink slow, and here they are small.
"""

import json
import sys

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

path, out, width = sys.argv[1:4]
threshold = float(sys.argv[4]) if len(sys.argv) > 4 else 0.5

FIVE = [
    block_on("number"),
    block_on("given_name", "surname", "postcode"),
    block_on("postcode", "date_of_birth"),
    block_on("postcode", "street_number", "surname"),
    block_on("substr(surname, 1, 3)", "date_of_birth"),
]
MORE = [
    block_on("given_name", "surname", "suburb"),
    block_on("given_name", "date_of_birth"),
    block_on("address", "street_number"),
    block_on("substr(given_name, 1, 3)", "surname", "substr(date_of_birth, 1, 4)"),
    block_on("given_name", "surname", "substr(date_of_birth, 5)"),
    block_on("address", "surname"),
    block_on("address", "date_of_birth"),
    block_on("given_name", "postcode", "substr(address, 1, 5)"),
    block_on("surname", "postcode", "substr(address, 1, 5)"),
    block_on("suburb", "date_of_birth"),
    block_on("given_name", "surname", "street_number"),
]

frame = pd.read_csv(path, dtype=str, skipinitialspace=True)
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="id",
    blocking_rules_to_generate_predictions=FIVE if width == "five" else FIVE + MORE,
    comparisons=[
        cl.JaroWinklerAtThresholds("given_name", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("street_number"),
        cl.JaroWinklerAtThresholds("address", [0.85]),
        cl.JaroWinklerAtThresholds("suburb", [0.85]),
        cl.LevenshteinAtThresholds("postcode", [1, 2]),
        cl.ExactMatch("state"),
        cl.LevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.LevenshteinAtThresholds("number", [1, 2]),
    ],
    retain_intermediate_calculation_columns=False,
    retain_matching_columns=False,
)
linker = Linker(frame, settings, db_api=DuckDBAPI())
training = linker.training
training.estimate_probability_two_random_records_match([block_on("number")], recall=0.7)
training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
training.estimate_parameters_using_expectation_maximisation(block_on("number"))
training.estimate_parameters_using_expectation_maximisation(block_on("postcode", "date_of_birth"))
pairs = linker.inference.predict(threshold_match_probability=0.01)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold)
clusters.as_pandas_dataframe()[["id", "cluster_id"]].rename(columns={"id": "record_id"}).to_csv(out, index=False)
count = linker.misc.query_sql(f"select count(*) as pairs from {pairs.physical_name}")
print(json.dumps({"pairs": int(count["pairs"][0])}))
