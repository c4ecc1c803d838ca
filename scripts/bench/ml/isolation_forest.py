"""Scores rows by scikit-learn's IsolationForest.

Reads a line of JSON (width, train, test, trees, maxSamples, seeds) and then the rows, float32, from standard input;
writes the scores of the test rows, float32, one seed after the other: the higher, the odder.
"""
import json
import sys

import numpy as np
from sklearn.ensemble import IsolationForest

asked = json.loads(sys.stdin.buffer.readline())
rows = np.frombuffer(sys.stdin.buffer.read(), dtype="<f4").reshape(-1, asked["width"])
train, test = rows[: asked["train"]], rows[asked["train"] :]
for seed in asked["seeds"]:
    forest = IsolationForest(n_estimators=asked["trees"], max_samples=min(asked["maxSamples"], len(train)), random_state=seed)
    scores = -forest.fit(train).score_samples(test)
    sys.stdout.buffer.write(scores.astype("<f4").tobytes())
