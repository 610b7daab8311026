"""The engine ``ray`` on a local cluster of two nodes, one of which is lost in the middle: the same bytes as one process."""

import threading
import time

import pytest

from accordingto import archive
from accordingto.archive import Limits, Options
from accordingto.archive.workers import Pool
from tests.test_archive import counted, shards, short

ray = pytest.importorskip("ray")
pytestmark = [pytest.mark.model, pytest.mark.ray]


@pytest.fixture
def cluster(monkeypatch):
    monkeypatch.setenv("RAY_worker_niceness", "0")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100_000_000})
    made.second = made.add_node(num_cpus=1, object_store_memory=100_000_000)
    made.wait_for_nodes()
    yield made
    ray.shutdown()
    made.shutdown()


def test_a_node_is_lost_and_the_store_is_the_same(cluster, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:02}.txt").write_text("\n\n".join(short(n + 100 * k) for k in range(4)))
    (folder / "50.pdf").write_bytes(b"%PDF-")
    pool = Pool(1, Limits())
    try:
        archive.code([str(folder)], tmp_path / "one", Options(shard=4), workers=pool)
    finally:
        pool.close()
    lost = []

    def told(counts, _):
        if counts.coded >= 8 and not lost:
            lost.append(time.monotonic())
            threading.Thread(target=cluster.remove_node, args=(cluster.second,), kwargs={"allow_graceful": False}).start()

    counts = archive.code([str(folder)], tmp_path / "two", Options(shard=4, engine=f"ray:{cluster.address}"), told)
    assert counted(counts) == (25, 24, 0, 0, 1)
    assert lost
    assert shards(tmp_path / "one") == shards(tmp_path / "two")
