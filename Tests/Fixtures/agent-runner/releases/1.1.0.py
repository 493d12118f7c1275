"""What differs between the releases of this runner: these four lines, and nothing else."""

VERSION = "1.1.0"
TASK_QUEUE = "agents-v2"
RETRY_SECONDS = 2.0
FAREWELL = "stopped, nothing was left half done"
