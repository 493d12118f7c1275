"""A small but real Temporal worker, frozen by PyInstaller: the weight and the habits of Stigmer's
agent-runner, without its purpose.

    agent-runner             work until SIGTERM or SIGINT (or STIGMER_STANDIN_MAX_SECONDS, 900)
    agent-runner --version   print the version
    agent-runner --check     import everything, use each library once, print the versions

TEMPORAL_ADDRESS says where Temporal is (127.0.0.1:7233). A Temporal that is not there is tried
again and again without a word: the worker is ready to work, not at work.
"""

import asyncio
import os
import signal
import sys

from release import FAREWELL, RETRY_SECONDS, TASK_QUEUE, VERSION

LIBRARIES = ["temporalio", "httpx", "pydantic", "numpy", "grpcio", "cryptography"]
USAGE = "usage: agent-runner [--version | --check | --help]"


def main(arguments):
    match arguments:
        case []:
            return asyncio.run(work_until_told_to_stop())
        case ["--version"]:
            print(f"agent-runner {VERSION}")
            return 0
        case ["--check"]:
            return check()
        case ["--help"]:
            print(USAGE)
            return 0
        case _:
            print(f"error: unknown argument '{arguments[0]}'\n{USAGE}", file=sys.stderr)
            return 2


async def work_until_told_to_stop():
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    address = os.environ.get("TEMPORAL_ADDRESS") or "127.0.0.1:7233"
    limit = float(os.environ.get("STIGMER_STANDIN_MAX_SECONDS") or 900)

    worker = asyncio.create_task(serve_task_queue(address))
    print(f"agent-runner {VERSION} ready (pid {os.getpid()}, Temporal {address})", flush=True)
    try:
        await asyncio.wait_for(stop.wait(), timeout=limit)
    except TimeoutError:
        print(f"agent-runner {VERSION}: {limit:g} seconds are over", flush=True)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    print(f"agent-runner {VERSION} {FAREWELL}", flush=True)
    return 0


async def serve_task_queue(address):
    from temporalio.client import Client
    from temporalio.worker import Worker

    import activities

    while True:
        try:
            client = await Client.connect(address)
            await Worker(client, task_queue=TASK_QUEUE, activities=activities.ALL).run()
        except RuntimeError:  # how temporalio says that it cannot reach the server
            pass
        await asyncio.sleep(RETRY_SECONDS)


def check():
    import importlib.metadata

    import activities

    print(f"agent-runner {VERSION}")
    for library in LIBRARIES:
        print(f"{library} {importlib.metadata.version(library)}")
    print(f"self-check {activities.self_check()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
