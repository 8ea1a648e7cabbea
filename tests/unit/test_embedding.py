"""The built-in embedding works without a network; a remote one is asked in batches."""

from __future__ import annotations

import logging
import socket
from types import SimpleNamespace

import numpy as np
import openai
import pytest
from whynow.tools.errors import FetchError
from whynow.tools.index.embedding import LocalEmbedding
from whynow.tools.index.embedding_remote import BATCH, RemoteEmbedding


def test_the_built_in_embedding_opens_no_socket_and_leaves_logging_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    handlers, level = list(logging.getLogger().handlers), logging.getLogger().level
    vectors = LocalEmbedding().embed(["The depot repairs trains.", "Railway workshop", "Dividend policy", ""])
    assert (logging.getLogger().handlers, logging.getLogger().level) == (handlers, level)
    assert vectors.shape == (4, LocalEmbedding.dimensions)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-5)
    assert not vectors[3].any()
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert LocalEmbedding().embed([]).shape == (0, LocalEmbedding.dimensions)


class Endpoint:
    """What an OpenAI-compatible client answers."""

    def __init__(self, lost: int = 0) -> None:
        self.asked: list[list[str]] = []
        self.embeddings = SimpleNamespace(create=self.create)
        self._lost = lost

    def create(self, *, model: str, input: list[str], encoding_format: str) -> SimpleNamespace:  # noqa: A002
        assert (model, encoding_format) == ("m", "float")
        self.asked.append(input)
        rows = [SimpleNamespace(index=i, embedding=[3.0 * (i + 1), 4.0 * (i + 1)]) for i in range(len(input))]
        return SimpleNamespace(data=rows[::-1][self._lost :])


def test_a_remote_model_is_asked_in_batches_and_answers_in_order() -> None:
    endpoint = Endpoint()
    embedding = RemoteEmbedding("m", base_url="https://e.example/v1", client=endpoint)
    vectors = embedding.embed([f"text {i}" for i in range(BATCH + 1)])
    assert [len(batch) for batch in endpoint.asked] == [BATCH, 1]
    assert np.allclose(vectors, [[0.6, 0.8]] * (BATCH + 1))
    assert embedding.dimensions == 2
    assert embedding.remote


def test_a_remote_model_that_loses_texts_is_not_believed() -> None:
    embedding = RemoteEmbedding("m", base_url="https://e.example/v1", client=Endpoint(lost=1))
    with pytest.raises(FetchError, match="2 vectors came back for 3 texts"):
        embedding.embed(["a", "b", "c"])


def test_an_error_of_the_endpoint_is_told_in_our_words() -> None:
    def fail(**_: object) -> None:
        raise openai.OpenAIError("no credit")

    client = SimpleNamespace(embeddings=SimpleNamespace(create=fail))
    with pytest.raises(FetchError, match=r"https://e\.example/v1: no credit"):
        RemoteEmbedding("m", base_url="https://e.example/v1", client=client).embed(["a"])


def test_vectors_are_those_of_the_library_itself() -> None:
    import wordllama
    from whynow.tools.index.embedding import _load

    texts = ["The depot repairs trains.", "Dividends declared per share " * 30]
    model = _load()
    assert isinstance(model, wordllama.inference.WordLlamaInference)
    wanted = model.embed(texts, norm=True, batch_size=1)
    assert np.allclose(LocalEmbedding().embed(texts), wanted, atol=1e-5)
