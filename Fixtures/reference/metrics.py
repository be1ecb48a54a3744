"""Reference figures of QuartetMetrics' tests.

    python3 -m pip install scikit-learn==1.9.1
    python3 metrics.py     # writes metrics.json; the same bytes on every run

Ranking, calibration and retrieval figures of invented scores, with and without ties, a fixed isolation forest given by
its cuts, the areas of forests grown from 20 seeds, and principal components, all by scikit-learn.
"""

import json
import pathlib

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length

PATH = pathlib.Path(__file__).parent / "metrics.json"
RATES = [0.001, 0.01, 0.05, 0.2, 1.0]
FRACTIONS = [0.01, 0.05, 0.1, 0.5, 1.0]
CUTOFFS = [1, 3, 5, 10, 100]


def floats(array):
    return [float(value) for value in np.asarray(array).ravel()]


def ranking(name, scores, labels):
    false_alarms, recalls, _ = metrics.roc_curve(labels, scores, drop_intermediate=False)
    precisions, sensitivities, _ = metrics.precision_recall_curve(labels, scores)
    with np.errstate(invalid="ignore"):
        f1 = 2 * precisions * sensitivities / (precisions + sensitivities)
    case = {
        "name": name,
        "scores": floats(scores),
        "labels": [bool(label) for label in labels],
        "areaUnderROC": float(metrics.roc_auc_score(labels, scores)),
        "averagePrecision": float(metrics.average_precision_score(labels, scores)),
        "bestF1": float(np.nanmax(f1)),
        "rates": RATES,
        "recalls": [float(recalls[false_alarms <= rate].max()) for rate in RATES],
        "falseAlarmRates": floats(false_alarms),
        "recallsOfCurve": floats(recalls),
        "fractions": [],
        "enrichmentFactors": [],
    }
    if len(set(scores)) == len(scores):
        order = np.argsort(-scores)
        for fraction in FRACTIONS:
            chosen = np.zeros(len(scores), dtype=bool)
            chosen[order[: int(np.ceil(round(fraction * len(scores), 9)))]] = True
            case["fractions"].append(fraction)
            case["enrichmentFactors"].append(float(metrics.precision_score(labels, chosen) / np.mean(labels)))
    return case


def rankings(random):
    labels = random.random(400) < 0.2
    normal = random.normal(size=400) + 1.2 * labels
    rare = np.zeros(1000, dtype=bool)
    rare[random.choice(1000, 12, replace=False)] = True
    return [
        ranking("distinct scores", normal, labels),
        ranking("ties", np.round(2 * normal) / 2, labels),
        ranking("three scores", np.clip(np.round(normal), 0, 2), labels),
        ranking("rare positives", random.normal(size=1000) + 2 * rare, rare),
        ranking("one score", np.ones(10), [True] * 3 + [False] * 7),
        ranking("perfect", np.arange(10.0), [False] * 6 + [True] * 4),
        ranking("inverted", -np.arange(10.0), [False] * 6 + [True] * 4),
    ]


def calibration(name, predictions, labels):
    case = {
        "name": name,
        "predictions": floats(predictions),
        "labels": [bool(label) for label in labels],
        "brierScore": float(metrics.brier_score_loss(labels, predictions)),
        "diagrams": [],
    }
    for strategy, bins in [("uniform", 10), ("uniform", 15), ("quantile", 8), ("quantile", 10), ("uniform", 1)]:
        shares, means = calibration_curve(labels, predictions, n_bins=bins, strategy=strategy)
        if strategy == "uniform":
            limits = np.linspace(0, 1, bins + 1)
        else:
            limits = np.percentile(predictions, np.linspace(0, 1, bins + 1) * 100)
        counts = np.bincount(np.searchsorted(limits[1:-1], predictions), minlength=bins)
        counts = counts[counts > 0]
        gaps = np.abs(shares - means)
        case["diagrams"].append({
            "strategy": strategy,
            "bins": bins,
            "counts": [int(count) for count in counts],
            "shares": floats(shares),
            "means": floats(means),
            "expectedCalibrationError": float(np.sum(counts * gaps) / np.sum(counts)),
            "maximumCalibrationError": float(gaps.max()),
        })
    return case


def calibrations(random):
    truth = random.random(500)
    labels = random.random(500) < truth
    overconfident = 1 / (1 + np.exp(-3 * np.log(truth / (1 - truth))))
    return [
        calibration("calibrated", truth, labels),
        calibration("overconfident", overconfident, labels),
        calibration("few values", np.round(truth, 1), labels),
        calibration("certain", labels.astype(float), labels),
    ]


def retrievals(random):
    """Queries over 30 documents with grades 0 to 3; the search returns all of them in the order of its scores."""
    cases = []
    for query in range(12):
        grades = random.choice([0, 0, 0, 0, 1, 2, 3], size=30).astype(float)
        if query % 3 == 0:  # One relevant document.
            grades = np.zeros(30)
            grades[random.integers(30)] = 1.0
        scores = random.permutation(30) + 6 * grades
        scores = np.argsort(np.argsort(scores + random.random(30) / 10)).astype(float)
        order = np.argsort(-scores)
        relevant = grades > 0
        recalls = []
        for k in CUTOFFS:
            chosen = np.zeros(30, dtype=bool)
            chosen[order[:k]] = True
            recalls.append(float(metrics.recall_score(relevant, chosen)))
        # With one relevant document, this precision is the reciprocal of its rank: keep the first relevant one.
        first = np.zeros(30, dtype=int)
        first[order[np.flatnonzero(relevant[order])[0]]] = 1
        cases.append({
            "ranking": [int(document) for document in order],
            "grades": floats(grades),
            "cutoffs": CUTOFFS,
            "recalls": recalls,
            "reciprocalRank": float(metrics.label_ranking_average_precision_score([first], [scores])),
            "gains": [float(metrics.ndcg_score([grades], [scores], k=k)) for k in CUTOFFS],
        })
    return cases


def branch(tree, node=0):
    if tree.children_left[node] < 0:
        return {"rows": int(tree.n_node_samples[node])}
    return {
        "column": int(tree.feature[node]),
        "threshold": float(tree.threshold[node]),
        "lower": branch(tree, tree.children_left[node]),
        "upper": branch(tree, tree.children_right[node]),
    }


def fixed_forest(random):
    rows = np.round(random.normal(size=(100, 3)), 2).astype(np.float32)
    judged = np.round(2 * random.normal(size=(25, 3)), 2).astype(np.float32)
    forest = IsolationForest(n_estimators=6, max_samples=32, random_state=0).fit(rows)
    return {
        "sampleSize": 32,
        "trees": [branch(estimator.tree_) for estimator in forest.estimators_],
        "rows": floats(judged),
        "scores": floats(-forest.score_samples(judged)),
    }


def anomalies(random):
    """Two clusters with a correlated column; the anomalies are spread around and between them."""
    def cluster(count):
        first = random.normal(size=count) + np.where(random.random(count) < 0.5, -3, 3)
        second = 0.8 * first + 0.6 * random.normal(size=count)
        return np.column_stack([first, second, random.exponential(size=count), random.normal(size=count)])

    training = np.round(cluster(600), 2)
    odd = np.round(random.uniform(-6, 6, size=(60, 4)), 2)
    odd[:, 2] = np.abs(odd[:, 2]) / 2
    judged = np.concatenate([np.round(cluster(240), 2), odd])
    labels = np.arange(300) >= 240
    areas = [
        metrics.roc_auc_score(labels, -IsolationForest(random_state=seed).fit(training).score_samples(judged))
        for seed in range(20)
    ]
    return {
        "width": 4,
        "training": floats(training),
        "judged": floats(judged),
        "labels": [bool(label) for label in labels],
        "areas": floats(areas),
        "components": components(training, judged),
    }


def components(training, judged):
    cases = []
    for share in [0.5, 0.9, 0.97, 1.0]:
        pca = PCA(n_components=share if share < 1 else None, svd_solver="full").fit(training)
        rest = judged - pca.inverse_transform(pca.transform(judged))
        cases.append({
            "share": share,
            "mean": floats(pca.mean_),
            "directions": [floats(direction) for direction in pca.components_],
            "errors": floats(np.sum(rest**2, axis=1)),
        })
    return cases


def main():
    random = np.random.default_rng(7)
    document = {
        "averagePathLengths": {
            str(rows): float(_average_path_length(np.array([rows]))[0]) for rows in [0, 1, 2, 3, 10, 256, 100_000]
        },
        "rankings": rankings(random),
        "calibrations": calibrations(random),
        "retrievals": retrievals(random),
        "forest": fixed_forest(random),
        "anomalies": anomalies(random),
    }
    PATH.write_text(json.dumps(document, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"{PATH.name}: {PATH.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
