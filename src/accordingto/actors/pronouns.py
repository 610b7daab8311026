"""Whom a pronoun stands for: whoever speaks, else its cluster."""

from collections.abc import Iterator

import msgspec

from accordingto.actors import naming
from accordingto.actors.people import People
from accordingto.actors.ref import Lookup, Ref, at
from accordingto.coreference import Cluster


class Pronouns:
    """Reads the pronouns of one document.

    Args:
        people: its people.
        refs: who a phrase names, one for each coordinated part.
    """

    def __init__(self, people: People, refs: Lookup) -> None:
        self.people, self.phrases, self.homes, self.refs = people, people.phrases, people.homes, refs

    def read(self, i: int) -> Iterator[Ref]:
        """The participants that pronoun ``i`` stands for."""
        form = self.phrases.a.tokens[i].form.lower()
        if form in self.phrases.words.first:
            yield from self._first_person(i, form)
            return
        cluster = self.phrases.same.context.heads.get(i)
        if cluster is not None:
            for r in self._meant(i, cluster):
                yield msgspec.structs.replace(r, name=naming.called(self.phrases, r), first=i, last=i + 1, head=i)

    def _meant(self, i: int, cluster: Cluster) -> tuple[Ref, ...]:
        """Who a cluster is; of several joined phrases ("Benin and Nigeria … They") all of them."""
        if cluster.what == "person" and cluster.named:
            return (self.people.placed(cluster, self.people.ref(cluster)),)
        before = [m for m in cluster.mentions if m.kind != "pronoun" and m.first < i] or [cluster.fullest]
        return self.refs(before[-1].head)

    def _first_person(self, i: int, form: str) -> Iterator[Ref]:
        """Whoever speaks; "we" of whoever speaks for a state is the state."""
        speaker = self.homes.speaker
        if speaker is None:
            return
        state = self.phrases.world.countries.get(speaker.country or "")
        if form in self.phrases.words.together and state is not None and speaker.sector in (None, "GOV", "MIL"):
            yield Ref(state.name, state.code, speaker.sector or "GOV", (), None, i, i + 1, i)
        else:
            yield at(speaker, i, i + 1, i)
