#!/usr/bin/env python3
"""python-tuf's client over a repository that stigmerup-publish wrote.

    client.py URL ROOT FOLDER TARGET…

Trusts the file ROOT, refreshes from URL, and downloads each TARGET. Prints for each the role versions
it ended with and, for each target, `TARGET FILE`.
"""
import os
import sys

from tuf.ngclient import Updater

url, root, folder, *targets = sys.argv[1:]
metadata, downloads = (os.path.join(folder, name) for name in ("metadata", "targets"))
os.makedirs(metadata)
os.makedirs(downloads)
with open(root, "rb") as file:
    updater = Updater(
        metadata, f"{url}/metadata/", downloads, f"{url}/targets/", bootstrap=file.read()
    )
updater.refresh()
for target in targets:
    info = updater.get_targetinfo(target)
    if info is None:
        sys.exit(f"no role lists {target}")
    print(target, updater.download_target(info))
