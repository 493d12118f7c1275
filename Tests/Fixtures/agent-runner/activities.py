"""The worker's activities: each library does a little of what it does in a real runner."""

import asyncio

import grpc
import httpx
import numpy
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, Field
from temporalio import activity


class Step(BaseModel):
    name: str = Field(min_length=1)
    weights: list[float]


@activity.defn
async def rank(step: Step) -> list[int]:
    """The step's weights as places, the heaviest first."""
    return numpy.argsort(-numpy.asarray(step.weights)).tolist()


@activity.defn
async def fetch(url: str) -> int:
    """The status that `url` answers with."""
    async with httpx.AsyncClient(timeout=10) as client:
        return (await client.get(url)).status_code


@activity.defn
async def is_serving(address: str) -> bool:
    """Whether a gRPC server answers at `address` within two seconds."""
    async with grpc.aio.insecure_channel(address) as channel:
        try:
            async with asyncio.timeout(2):
                await channel.channel_ready()
            return True
        except TimeoutError:
            return False


ALL = [rank, fetch, is_serving]


def self_check():
    """Touches the native part of every library; raises when one is not whole."""
    step = Step.model_validate_json('{"name": "check", "weights": [1, 3, 2]}')
    places = asyncio.run(rank(step))
    key = Ed25519PrivateKey.generate()
    key.public_key().verify(key.sign(step.name.encode()), step.name.encode())
    httpx.Client().close()
    grpc.insecure_channel("127.0.0.1:1").close()
    return "ok" if places == [1, 2, 0] else f"failed: {places}"
