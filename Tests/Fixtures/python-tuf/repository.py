#!/usr/bin/env python3
"""The releases of a repository that stigmerup-publish made, under metadata that python-tuf made.

    repository.py SOURCE REPOSITORY KEYS (ed25519|ecdsa|rsa)

Copies SOURCE's objects and channel indexes to REPOSITORY and signs them there with keys of that kind, which
stay in KEYS. Called again, it signs what SOURCE has by then: every role one version up but the root.
"""
import glob
import json
import os
import shutil
import sys
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    MetaFile,
    Metadata,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

CHANNELS = ["stable", "beta", "dev", "stigmerup"]
source, repository, keys, kind = sys.argv[1:]
expires = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=10)
metadata = os.path.join(repository, "metadata")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def signer(role):
    """The role's key: the one in KEYS, or a new one."""
    path = os.path.join(keys, f"{role}.pem")
    if not os.path.exists(path):
        with open(path, "wb") as file:
            file.write(getattr(CryptoSigner, f"generate_{kind}")().private_bytes)
    return CryptoSigner(load_pem_private_key(read(path), None))


def newest(folder, role):
    """The newest version of a role's file, and its path; 0 where there is none."""
    files = {int(os.path.basename(f).split(".")[0]): f for f in glob.glob(f"{folder}/*.{role}.json")}
    version = max(files, default=0)
    return version, files.get(version)


def write(role, document, name=None):
    """Signs and writes a role; returns what lists it."""
    signed = Metadata(document)
    signed.sign(signer(role))
    content = signed.to_bytes()
    with open(os.path.join(metadata, name or f"{document.version}.{role}.json"), "wb") as file:
        file.write(content)
    return MetaFile.from_data(document.version, content, ["sha256"])


def channel(name, version):
    """The channel's role, with the index that SOURCE serves."""
    target = f"{name}/index.json"
    _, path = newest(os.path.join(source, "metadata"), name)
    targets = {}
    if listed := json.loads(read(path))["signed"]["targets"].get(target):
        served = f"{name}/{listed['hashes']['sha256']}.index.json"
        content = read(os.path.join(source, "targets", served))
        targets[target] = TargetFile.from_data(target, content, ["sha256"])
    return Targets(version=version, expires=expires, targets=targets)


os.makedirs(metadata, exist_ok=True)
os.makedirs(keys, exist_ok=True)
for name in ("objects", "targets"):
    shutil.copytree(f"{source}/{name}", f"{repository}/{name}", dirs_exist_ok=True)

version = newest(metadata, "snapshot")[0] + 1
if version == 1:
    root = Root(expires=expires)
    for role in ("root", "timestamp", "snapshot", "targets"):
        root.add_key(signer(role).public_key, role)
    write("root", root)

delegations = Delegations({}, {})
targets = Targets(version=version, expires=expires, delegations=delegations)
snapshot = Snapshot(version=version, expires=expires)
for name in CHANNELS:
    delegations.roles[name] = DelegatedRole(name, [], 1, True, paths=[f"{name}/*"])
    targets.add_key(signer(name).public_key, name)
    snapshot.meta[f"{name}.json"] = write(name, channel(name, version))
snapshot.meta["targets.json"] = write("targets", targets)
listed = write("snapshot", snapshot)
write("timestamp", Timestamp(version=version, expires=expires, snapshot_meta=listed), "timestamp.json")
